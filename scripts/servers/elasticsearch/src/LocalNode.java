// Starts one Elasticsearch node with the LocalNetwork plugin and waits until it is told to stop.
// Usage: LocalNode HOME DATA PORT [attached]   (HOME holds config and modules/local; PORT 0 takes a free one; attached: stops when standard input ends)
package city120.elasticsearch;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

public final class LocalNode {
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]).toAbsolutePath();
        Settings settings = Settings.builder()
            .put("path.home", home.toString())
            .put("path.data", Path.of(args[1]).toAbsolutePath().toString())
            .put("path.logs", Path.of(args[1]).toAbsolutePath().resolve("logs").toString())
            .put("cluster.name", "city120-local")
            .put("node.name", "local")
            .put("discovery.type", "single-node")
            .put("transport.type", "local")
            .put("http.type", "local")
            .put("network.host", "127.0.0.1")
            .put("http.port", args[2])
            // Clients that keep their connections do not hold up the end.
            .put("http.shutdown_grace_period", "1s")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
        LogConfigurator.configureESLogging();
        LogConfigurator.setNodeName("local");
        Environment environment = new Environment(settings, home.resolve("config"));
        PluginsLoader plugins = PluginsLoader.createPluginsLoader(Modules.in(environment.modulesDir()), Set.of(), Map.of(), false);
        Node node = new Node(environment, plugins);
        node.start();
        int port = node.injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress().getPort();
        System.out.println("elasticsearch ready on http://127.0.0.1:" + port);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception error) {
                error.printStackTrace();
            }
            stopped.countDown();
        }));
        if (args.length > 3 && args[3].equals("attached")) {
            while (System.in.read() >= 0) {}
            System.exit(0);
        }
        stopped.await();
    }
}
