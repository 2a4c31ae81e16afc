{{/* The pod of a part. */}}

{{- define "city120.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .Values.podSecurity.runAsUser }}
runAsGroup: {{ .Values.podSecurity.runAsUser }}
fsGroup: {{ .Values.podSecurity.fsGroup }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "city120.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
{{- end -}}

{{/* Which keys of the Secret a part gets, as `VARIABLE=key` by words. */}}
{{- define "city120.keys" -}}
{{- if .root.Values.metrics.enabled -}}
CITY120_NAMED_KEYS=metrics-keys{{ " " }}
{{- end -}}
{{- $search := ternary " CITY120_FAQ_ELASTICSEARCH_API_KEY=elasticsearch-api-key" "" (not (empty .root.Values.elasticsearch.url)) -}}
{{- $vectors := ternary " CITY120_EMBEDDINGS_KEY=embeddings-key" "" (not (empty .root.Values.embeddings.url)) -}}
{{- $records := ternary " CITY120_RECORDS_ELASTICSEARCH_API_KEY=records-api-key" "" (eq .root.Values.gateway.records.store "elasticsearch") -}}
{{- if eq .part "gateway" -}}
CITY120_API_KEYS=api-keys CITY120_SERVICE_KEY=service-key CITY120_TOKEN_KEYS=token-keys{{ $records }}
{{- else if eq .part "editor" -}}
CITY120_EDITOR_KEYS=editor-keys{{ $search }}{{ $vectors }}
{{- else if eq .part "faq" -}}
CITY120_API_KEYS=service-keys{{ $search }}{{ $vectors }}
{{- else if and (eq .part "wayfinding") .root.Values.egen.url -}}
CITY120_API_KEYS=service-keys CITY120_EGEN_KEY=egen-key
{{- else -}}
CITY120_API_KEYS=service-keys
{{- end -}}
{{- end -}}

{{/* Changes when a key that the part reads does, and with no other: its pods alone are then replaced. */}}
{{- define "city120.keysSum" -}}
{{- $data := include "city120.secretData" .root | fromYaml -}}
{{- $read := dict -}}
{{- range splitList " " (include "city120.keys" .) -}}
{{- $key := splitList "=" . | last -}}
{{- $_ := set $read $key (get $data $key) -}}
{{- end -}}
{{- toJson $read | sha256sum -}}
{{- end -}}

{{/* Says something for a part that reads keys with names from a file. */}}
{{- define "city120.named" -}}
{{- if and .root.Values.secrets.named (has .part (list "gateway" "editor")) -}}yes{{- end -}}
{{- end -}}

{{/* Says something for a part that asks Elasticsearch. */}}
{{- define "city120.searches" -}}
{{- $recording := and (eq .part "gateway") (eq .root.Values.gateway.records.store "elasticsearch") -}}
{{- if and .root.Values.elasticsearch.url (or $recording (has .part (list "faq" "editor"))) -}}yes{{- end -}}
{{- end -}}

{{/* Plain settings of a part, as a map of variables. */}}
{{- define "city120.settings" -}}
{{- $values := .root.Values -}}
{{- $env := dict "CITY120_HOST" "0.0.0.0" "CITY120_DATA_DIR" "/var/lib/city120" -}}
{{- if ne $values.edition.from "volume" -}}
{{- $_ := set $env "CITY120_EDITION" "/edition" -}}
{{- end -}}
{{- if eq .part "gateway" -}}
{{- range $service := list "jurisdiction" "wayfinding" "faq" -}}
{{- $address := printf "kubernetes:///%s-%s.%s:grpc" (include "city120.fullname" $.root) $service $.root.Release.Namespace -}}
{{- $_ := set $env (printf "CITY120_%s_TARGET" (upper $service)) $address -}}
{{- end -}}
{{- end -}}
{{- if $values.metrics.enabled -}}
{{- $_ := set $env "CITY120_METRICS_PORT" (include "city120.metricsPort" .) -}}
{{- end -}}
{{- if include "city120.named" . -}}
{{- $_ := set $env "CITY120_KEYS_FILE" "/etc/city120/keys/named-keys" -}}
{{- end -}}
{{- if eq .part "gateway" -}}
{{- $_ := set $env "CITY120_RECORDS_STORE" .values.records.store -}}
{{- if eq .values.records.store "elasticsearch" -}}
{{- $_ := set $env "CITY120_RECORDS_ELASTICSEARCH_URL" $values.elasticsearch.url -}}
{{- $_ := set $env "CITY120_RECORDS_ELASTICSEARCH_ALIAS" .values.records.alias -}}
{{- if $values.elasticsearch.caSecret -}}
{{- $_ := set $env "CITY120_RECORDS_ELASTICSEARCH_CA" "/etc/city120/elasticsearch/ca.crt" -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if has .part (list "faq" "editor") -}}
{{- with $values.elasticsearch.url -}}
{{- $_ := set $env "CITY120_FAQ_ELASTICSEARCH_URL" . -}}
{{- $_ := set $env "CITY120_FAQ_ELASTICSEARCH_ALIAS" $values.elasticsearch.alias -}}
{{- if $values.elasticsearch.caSecret -}}
{{- $_ := set $env "CITY120_FAQ_ELASTICSEARCH_CA" "/etc/city120/elasticsearch/ca.crt" -}}
{{- end -}}
{{- end -}}
{{- with $values.embeddings.url -}}
{{- $_ := set $env "CITY120_EMBEDDINGS_URL" . -}}
{{- $_ := set $env "CITY120_EMBEDDINGS_MODEL" $values.embeddings.model -}}
{{- end -}}
{{- end -}}
{{- if and (eq .part "wayfinding") $values.egen.url -}}
{{- $_ := set $env "CITY120_EGEN_URL" $values.egen.url -}}
{{- end -}}
{{- if eq .part "editor" -}}
{{- $_ := set $env "CITY120_FAQ_EDITOR" "true" -}}
{{- $_ := set $env "CITY120_EDITOR_STORE" .values.store -}}
{{- end -}}
{{- with $values.telemetry.otlpEndpoint -}}
{{- $_ := set $env "OTEL_EXPORTER_OTLP_ENDPOINT" . -}}
{{- end -}}
{{- $env = mergeOverwrite $env (deepCopy $values.settings) (deepCopy .values.settings) -}}
{{- if and (eq .part "gateway") (get $env "CITY120_ALLOWED_HOSTS") -}}
{{- /* Who calls it inside the cluster, `helm test` above all, calls it by the name of its Service. */ -}}
{{- $_ := printf "%s, %s" (get $env "CITY120_ALLOWED_HOSTS") (include "city120.name" .) | set $env "CITY120_ALLOWED_HOSTS" -}}
{{- end -}}
{{- $env | toYaml -}}
{{- end -}}

{{/* A value as it was written: Helm reads 4000000 as 4e+06, which no setting of whole numbers is. */}}
{{- define "city120.plain" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) }}{{ int64 . }}{{ else }}{{ . }}{{ end -}}
{{- end -}}

{{- define "city120.env" -}}
{{- $named := include "city120.named" . -}}
{{- $secret := include "city120.secret" .root -}}
{{- range $name, $value := include "city120.settings" . | fromYaml }}
- {name: {{ $name }}, value: {{ include "city120.plain" $value | quote }}}
{{- end }}
{{- range splitList " " (include "city120.keys" .) }}
{{- $pair := splitList "=" . }}
- name: {{ first $pair }}
  valueFrom:
    secretKeyRef: {name: {{ $secret }}, key: {{ last $pair }}{{ if and $named (has (last $pair) (list "api-keys" "editor-keys")) }}, optional: true{{ end }}}
{{- end }}
{{- with .values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* gRPC's health says SERVING when the edition is loaded; the gateway says the same over HTTP. */}}
{{- define "city120.probes" -}}
{{- $grpc := printf "grpc: {port: %s}" (include "city120.grpcPort" .part) -}}
{{- $http := ne .part "gateway" | not -}}
startupProbe:
  {{ ternary "httpGet: {path: /readyz, port: rest}" $grpc $http }}
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 150
readinessProbe:
  {{ ternary "httpGet: {path: /readyz, port: rest}" $grpc $http }}
  periodSeconds: 5
  timeoutSeconds: 2
  failureThreshold: 2
livenessProbe:
  {{ ternary "httpGet: {path: /livez, port: rest}" $grpc $http }}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 4
{{- end -}}

{{/* Seconds that a pod has to end: the pause, the gateway's notice, turning calls away (2), the drain, and some to spare. */}}
{{- define "city120.grace" -}}
{{- $settings := include "city120.settings" . | fromYaml -}}
{{- $drain := get $settings "CITY120_DRAIN_S" | default 10 | float64 -}}
{{- $notice := ternary (get $settings "CITY120_READY_GRACE_S" | default 1 | float64) 0.0 (eq .part "gateway") -}}
{{- add .root.Values.preStopSeconds (addf $drain $notice | ceil | int) 7 -}}
{{- end -}}

{{- define "city120.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if eq .root.Values.edition.from "volume" }}
- {name: editions, mountPath: /var/lib/city120/editions, subPath: editions, readOnly: {{ ne .part "editor" }}}
- {name: editions, mountPath: /var/lib/city120/layers, subPath: layers, readOnly: true}
{{- else if eq .root.Values.edition.from "image" }}
- {name: edition, mountPath: /edition, subPath: {{ trimPrefix "/" .root.Values.edition.image.path | quote }}, readOnly: true}
{{- else }}
- {name: edition, mountPath: /edition, subPath: edition, readOnly: true}
{{- end }}
{{- if and (eq .part "gateway") (eq .values.records.store "sqlite") }}
- {name: records, mountPath: /var/lib/city120/records}
{{- end }}
{{- if include "city120.named" . }}
- {name: keys, mountPath: /etc/city120/keys, readOnly: true}
{{- end }}
{{- if eq .part "editor" }}
- {name: work, mountPath: /var/lib/city120/editor, subPath: editor}
- {name: work, mountPath: /var/lib/city120/cache, subPath: cache}
{{- end }}
{{- if and .root.Values.elasticsearch.caSecret (include "city120.searches" .) }}
- {name: elasticsearch-ca, mountPath: /etc/city120/elasticsearch, readOnly: true}
{{- end }}
{{- end -}}

{{- define "city120.volumes" -}}
{{- $full := include "city120.fullname" .root -}}
{{- $edition := .root.Values.edition -}}
- name: tmp
  emptyDir: {sizeLimit: {{ ternary "1Gi" "128Mi" (eq .part "editor") }}}
{{- if eq $edition.from "volume" }}
- name: editions
  persistentVolumeClaim:
    claimName: {{ default (printf "%s-editions" $full) $edition.volume.existingClaim }}
{{- else if eq $edition.from "image" }}
- name: edition
  image: {reference: {{ include "city120.image" (dict "root" .root "image" $edition.image) | quote }}, pullPolicy: {{ .root.Values.image.pullPolicy }}}
{{- else }}
- name: edition
  emptyDir: {sizeLimit: 1Gi}
{{- end }}
{{- if include "city120.named" . }}
- name: keys
  secret: {secretName: {{ include "city120.secret" .root }}, items: [{key: named-keys, path: named-keys}]}
{{- end }}
{{- if and (eq .part "gateway") (eq .values.records.store "sqlite") }}
- name: records
  persistentVolumeClaim: {claimName: {{ default (printf "%s-records" $full) .values.records.existingClaim }}}
{{- end }}
{{- if eq .part "editor" }}
- name: work
  persistentVolumeClaim: {claimName: {{ default (printf "%s-editor" $full) .values.volume.existingClaim }}}
{{- end }}
{{- if and .root.Values.elasticsearch.caSecret (include "city120.searches" .) }}
- name: elasticsearch-ca
  secret: {secretName: {{ .root.Values.elasticsearch.caSecret }}}
{{- end }}
{{- end -}}

{{/* Copies the edition of an image into the pod, at each start. */}}
{{- define "city120.copyEdition" -}}
{{- $image := .root.Values.edition.image -}}
- name: edition
  image: {{ include "city120.image" (dict "root" .root "image" $image) | quote }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  command: {{ concat $image.copyCommand (list $image.path "/to/edition") | toJson }}
  securityContext:
    {{- include "city120.containerSecurity" . | nindent 4 }}
  resources:
    requests: {cpu: 50m, memory: 32Mi, ephemeral-storage: 512Mi}
    limits: {memory: 128Mi, ephemeral-storage: 1Gi}
  volumeMounts:
    - {name: edition, mountPath: /to}
{{- end -}}
