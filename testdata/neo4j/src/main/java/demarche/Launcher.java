package demarche;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.kernel.internal.GraphDatabaseAPI;
import org.neo4j.server.CommunityBootstrapper;

/**
 * Starts a Neo4j Community server, prints where it listens and stops when its standard input closes, so that it
 * never outlives the program that started it. See USAGE for the options.
 *
 * <p>Lines on standard output: {@code BOLT bolt://127.0.0.1:PORT}, {@code HTTP http://127.0.0.1:PORT/browser/} if
 * asked for, then {@code READY}. Everything else goes to the server's logs in the data directory.
 */
public final class Launcher {
    private static final String USAGE = """
            usage: run.sh [--data DIR] [--bolt PORT] [--http PORT] [--password WORD] [--set KEY=VALUE]...
              --data DIR       where the server keeps its data (default: a temporary folder, removed at the end)
              --bolt PORT      port of the Bolt protocol (default 0: a free one)
              --http PORT      also serve HTTP and Neo4j Browser there (0: a free one)
              --password WORD  ask for a password; the user is neo4j (default: no authentication)
              --set KEY=VALUE  any setting of neo4j.conf
            """;

    private Path data;
    private int bolt;
    private int http = -1;
    private String password;
    private final Map<String, String> settings = new HashMap<>();

    public static void main(String[] args) throws Exception {
        Launcher launcher = new Launcher();
        try {
            launcher.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.print("neo4j launcher: " + e.getMessage() + "\n" + USAGE);
            System.exit(2);
        }
        int status = 1; // the server's threads would outlive an exception here
        try {
            status = launcher.run();
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(status);
    }

    private void parse(String[] args) {
        for (int i = 0; i < args.length; i += 2) {
            if (args[i].equals("--help")) {
                System.out.print(USAGE);
                System.exit(0);
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--data" -> data = Path.of(value).toAbsolutePath();
                case "--bolt" -> bolt = Integer.parseInt(value);
                case "--http" -> http = Integer.parseInt(value);
                case "--password" -> password = value;
                case "--set" -> {
                    int eq = value.indexOf('=');
                    if (eq < 0) {
                        throw new IllegalArgumentException("--set " + value + " is not KEY=VALUE");
                    }
                    settings.put(value.substring(0, eq), value.substring(eq + 1));
                }
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
    }

    private int run() throws Exception {
        boolean temporary = data == null;
        if (temporary) {
            data = Files.createTempDirectory("demarche-neo4j");
        }
        Files.createDirectories(data);
        CommunityBootstrapper server = new CommunityBootstrapper();
        int status = server.start(data, configuration());
        if (status == 0) {
            announce(server.getDatabaseManagementService());
            while (System.in.read() >= 0) {
                // Only the end of the input matters.
            }
            status = server.stop();
        } else {
            System.err.println("neo4j launcher: the server did not start; see " + data.resolve("logs"));
        }
        if (temporary) {
            remove(data);
        }
        return status;
    }

    private Map<String, String> configuration() {
        Map<String, String> c = new HashMap<>();
        c.put("server.default_listen_address", "127.0.0.1");
        c.put("server.default_advertised_address", "127.0.0.1");
        c.put("server.bolt.listen_address", ":" + bolt);
        c.put("server.bolt.advertised_address", ":" + bolt);
        c.put("server.http.enabled", String.valueOf(http >= 0));
        if (http >= 0) {
            c.put("server.http.listen_address", ":" + http);
            c.put("server.http.advertised_address", ":" + http);
        }
        c.put("dbms.security.auth_enabled", String.valueOf(password != null));
        c.put("server.memory.pagecache.size", "256m");
        c.put("db.tx_log.rotation.retention_policy", "keep_none");
        c.put("db.tx_log.preallocate", "false");
        c.put("db.tx_log.rotation.size", "32m");
        c.put("internal.server.bolt.thread_pool_shutdown_wait_time", "1s");
        c.put("internal.server.bolt.connection_shutdown_wait_time", "1s");
        c.put("dbms.usage_report.enabled", "false");
        c.put("client.allow_telemetry", "false");
        c.putAll(settings);
        return c;
    }

    private void announce(DatabaseManagementService dbms) {
        if (password != null) {
            dbms.database("system").executeTransactionally(
                    "CREATE OR REPLACE USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", Map.of("password", password));
        }
        ConnectorPortRegister ports = ((GraphDatabaseAPI) dbms.database("system"))
                .getDependencyResolver().resolveDependency(ConnectorPortRegister.class);
        System.out.println("BOLT bolt://127.0.0.1:" + ports.getLocalAddress(ConnectorType.BOLT).getPort());
        if (http >= 0) {
            System.out.println("HTTP http://127.0.0.1:" + ports.getLocalAddress(ConnectorType.HTTP).getPort() + "/browser/");
        }
        System.out.println("READY");
    }

    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException failure) throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
