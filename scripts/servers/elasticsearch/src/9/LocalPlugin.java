// What the plugin interface of Elasticsearch 9 spells otherwise than that of 8, so that LocalNetwork is written once.
package city120.elasticsearch;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.lucene.util.BytesRef;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.common.network.NetworkService;
import org.elasticsearch.common.recycler.Recycler;
import org.elasticsearch.common.settings.ClusterSettings;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.util.BigArrays;
import org.elasticsearch.common.util.PageCacheRecycler;
import org.elasticsearch.common.util.concurrent.ThreadContext;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.http.AbstractHttpServerTransport;
import org.elasticsearch.http.HttpPreRequest;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.indices.breaker.CircuitBreakerService;
import org.elasticsearch.plugins.ActionPlugin;
import org.elasticsearch.plugins.NetworkPlugin;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.plugins.PluginBundle;
import org.elasticsearch.plugins.PluginsLoader;
import org.elasticsearch.rest.RestHandler;
import org.elasticsearch.telemetry.TelemetryProvider;
import org.elasticsearch.threadpool.ThreadPool;
import org.elasticsearch.transport.BytesRefRecycler;
import org.elasticsearch.xcontent.NamedXContentRegistry;

/** For the launcher; the rest is for the plugin. */
final class Modules {
    /** Of a node that keeps its indexes on its own disk, not of a stateless one. */
    static Set<PluginBundle> in(Path folder) { return PluginsLoader.loadModulesBundles(folder, false); }
}

abstract class LocalPlugin extends Plugin implements ActionPlugin, NetworkPlugin {
    static final String NAME = "local";

    abstract List<RestHandler> restHandlers();
    abstract HttpServerTransport http(HttpParts parts);

    @Override
    public Collection<RestHandler> getRestHandlers(
        RestHandlersServices services, Supplier<DiscoveryNodes> nodes, Predicate<NodeFeature> supports) {
        return List.copyOf(restHandlers());
    }

    @Override
    public Map<String, Supplier<HttpServerTransport>> getHttpTransports(
        Settings settings, ThreadPool threads, BigArrays arrays, PageCacheRecycler pages, CircuitBreakerService breakers,
        NamedXContentRegistry registry, NetworkService network, HttpServerTransport.Dispatcher dispatcher,
        BiConsumer<HttpPreRequest, ThreadContext> perRequestContext, ClusterSettings clusterSettings, TelemetryProvider telemetry) {
        return Map.of(NAME, () -> http(new HttpParts(
            settings, network, new BytesRefRecycler(pages), threads, registry, dispatcher, clusterSettings, telemetry)));
    }

    record HttpParts(
        Settings settings, NetworkService network, Recycler<BytesRef> recycler, ThreadPool threads, NamedXContentRegistry registry,
        HttpServerTransport.Dispatcher dispatcher, ClusterSettings clusterSettings, TelemetryProvider telemetry) {}

    abstract static class LocalHttp extends AbstractHttpServerTransport {
        LocalHttp(HttpParts parts) {
            super(parts.settings, parts.network, parts.recycler, parts.threads, parts.registry, parts.dispatcher, parts.clusterSettings,
                parts.telemetry);
        }
    }
}
