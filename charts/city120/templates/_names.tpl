{{/* Names and labels. `it` is a dict of root (the chart's context), part (a workload's name) and values (that part's). */}}

{{- define "city120.fullname" -}}
{{- $chart := default .Chart.Name .Values.nameOverride -}}
{{- $long := ternary .Release.Name (printf "%s-%s" .Release.Name $chart) (contains $chart .Release.Name) -}}
{{- default $long .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "city120.name" -}}
{{- printf "%s-%s" (include "city120.fullname" .root) .part -}}
{{- end -}}

{{/* What a part is selected by; never changes. */}}
{{- define "city120.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride | quote }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
{{- with .part }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end -}}

{{- define "city120.labels" -}}
{{ include "city120.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* name, namespace and labels of an object of a part; `name` overrides the name. */}}
{{- define "city120.metadata" -}}
name: {{ default (include "city120.name" .) .name }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "city120.labels" . | nindent 2 }}
{{- end -}}

{{/* The workloads of this release, by words. */}}
{{- define "city120.parts" -}}
jurisdiction wayfinding faq gateway{{ if .Values.editor.enabled }} editor{{ end }}
{{- end -}}

{{- define "city120.grpcPort" -}}
{{ get (dict "gateway" 50120 "jurisdiction" 50121 "wayfinding" 50122 "faq" 50123 "editor" 50124) . }}
{{- end -}}

{{- define "city120.restPort" -}}8120{{- end -}}

{{- define "city120.metricsPort" -}}9464{{- end -}}

{{- define "city120.secret" -}}
{{- default (printf "%s-keys" (include "city120.fullname" .)) .Values.secrets.existing -}}
{{- end -}}

{{/* registry/repository@digest, or :tag. `image` has repository, tag and digest. */}}
{{- define "city120.image" -}}
{{- $name := ternary .image.repository (printf "%s/%s" .root.Values.image.registry .image.repository) (empty .root.Values.image.registry) -}}
{{- if .image.digest -}}
{{ printf "%s@%s" $name .image.digest }}
{{- else -}}
{{ printf "%s:%s" $name (default .root.Chart.AppVersion (default .root.Values.image.tag .image.tag)) }}
{{- end -}}
{{- end -}}

{{/* The port of a URL. */}}
{{- define "city120.portOf" -}}
{{- $parts := urlParse . -}}
{{- $host := splitList "]" $parts.host | last -}}
{{- if contains ":" $host -}}
{{ splitList ":" $host | last }}
{{- else -}}
{{ ternary 443 80 (eq $parts.scheme "https") }}
{{- end -}}
{{- end -}}

{{/* What is wrong with values that a schema cannot say; nothing is rendered then. */}}
{{- define "city120.check" -}}
{{- with .Values -}}
{{- if not .secrets.existing -}}
{{- if and .secrets.named (not .secrets.namedKeys) -}}
{{- fail "secrets.namedKeys is empty, and secrets.named is true: give it lines of `city120 keys make`" -}}
{{- end -}}
{{- range $key := list "apiKeys" "serviceKeys" "tokenKeys" -}}
{{- $stood_in := and (eq $key "apiKeys") $.Values.secrets.named $.Values.secrets.namedKeys -}}
{{- if not (or $stood_in (index $.Values.secrets $key)) -}}
{{- fail (printf "secrets.%s is empty: give it, or name a Secret of yours in secrets.existing" $key) -}}
{{- end -}}
{{- end -}}
{{- if and .egen.url (not .secrets.egenKey) -}}
{{- fail "secrets.egenKey is empty, and egen.url is given: give the key that the interface gave you" -}}
{{- end -}}
{{- if and .metrics.enabled (not (and .secrets.metricsKeys .secrets.metricsKey)) -}}
{{- fail "secrets.metricsKeys or secrets.metricsKey is empty, and metrics.enabled is true: give the line and the key of `city120 keys make prometheus --scopes metrics`" -}}
{{- end -}}
{{- if and .editor.enabled (not .secrets.editorKeys) (not .secrets.named) -}}
{{- fail "secrets.editorKeys is empty, and the editor is enabled: nobody could edit; give city=KEY" -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
