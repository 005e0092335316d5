#!/bin/sh
# Starts a Neo4j Community server from Maven Central's artifacts: no Docker, no installation. Needs Java 17 and Maven.
# Options: see USAGE in src/main/java/demarche/Launcher.java. HEAP (default 1g) bounds the Java heap.
# The server stops when standard input closes: press Ctrl-D.
set -e
cd "$(dirname "$0")"
mkdir -p target
{
	if command -v flock >/dev/null; then flock 9; fi
	if [ ! target/built -nt pom.xml ] || [ ! target/built -nt src/main/java/demarche/Launcher.java ]; then
		mvn -q -B process-classes >&2
		touch target/built
	fi
} 9>target/.lock
exec java -Xmx"${HEAP:-1g}" -XX:+UseParallelGC \
	--add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED \
	--add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED \
	-Dio.netty.tryReflectionSetAccessible=true \
	-cp 'target/classes:target/lib/*' demarche.Launcher "$@"
