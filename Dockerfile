# Build:  docker build -t button-color-experiment .
# Run:    docker run -p 8080:8080 button-color-experiment

# The JDK that builds is the one the runtime is cut from.
FROM maven:3.9-eclipse-temurin-25 AS jdk

# The runtime: the modules that jdeps finds used, without debugging symbols. The SDK's YAML parser needs java.beans,
# a part of java.desktop: without it, the SDK would report a failure to Statsig at every start. Nothing needs the native
# libraries of java.desktop for windows, fonts, pictures and sound. /metrics has the processor time and the open files from
# jdk.management, which is looked up by name. Kerberos (java.security.jgss), which Jetty could use, is left out.
FROM jdk AS runtime
RUN jlink --output /opt/runtime \
        --add-modules java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.sql,jdk.management,jdk.unsupported \
        --compress zip-6 --strip-debug --no-header-files --no-man-pages \
 && cd /opt/runtime/lib && rm -f libawt*.so libfontmanager.so libfreetype.so libjavajpeg.so libjawt.so libjsound.so \
        liblcms.so libmlib_image.so libsplashscreen.so psfontj2d.properties psfont.properties.ja

# The libraries: made from pom.xml alone, so that a change of the code leaves them as they are. SQLite's native library
# cannot be unpacked at run time if /tmp forbids execution: it is unpacked here, for this machine's architecture,
# and its jar loses the copies for all others.
FROM jdk AS libraries
WORKDIR /build
COPY pom.xml .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q dependency:copy-dependencies@lib && mkdir /app && mv target/lib /app/
WORKDIR /tmp/sqlite
RUN jar --extract --file /app/lib/sqlite-jdbc-*.jar \
 && mkdir /app/native && cp "org/sqlite/native/Linux/$(uname -m)/libsqlitejdbc.so" /app/native/ \
 && rm -r org/sqlite/native \
 && jar --create --file /app/lib/sqlite-jdbc-*.jar --manifest META-INF/MANIFEST.MF .

# The program.
FROM libraries AS program
WORKDIR /build
COPY .env.example .
COPY src src
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q package -Dmaven.test.skip -DskipTests && mv target/button-color-experiment.jar /app/

# Its AOT cache: the classes that a start, a visit to each page and a stop by SIGTERM (143) take, as the JVM has them in
# memory, the JDK's own among them. Made by the runtime, the flags and the jars that will use it, at the paths where they
# will be, since the JVM ignores a cache of anything else, and may run the old code of a jar that has changed: jar and
# cache are one layer. Without profiles: what they cost at a start they do not bring.
# The flags make the program fit into a container of 128 MB: the serial collector, in a heap of 32 MB, of which 13 are in
# use; without a bound it takes all that the container has before it collects what is old. A larger heap takes more
# connections: _JAVA_OPTIONS=-Xmx128m. The cache stays at the address it was made for, so its pages need no copy. The
# second compiler, which nearly halves the time for a request, waits for what is called often: at a start it costs more
# than it brings. What native code has freed goes back to the system.
FROM program AS cache
COPY --from=runtime /opt/runtime /opt/runtime
RUN printf '%s\n' \
        -XX:+UseSerialGC \
        -Xmx32m \
        -Xss512k \
        -XX:Tier4InvocationThreshold=30000 \
        -XX:Tier4MinInvocationThreshold=15000 \
        -XX:Tier4CompileThreshold=40000 \
        -XX:Tier4BackEdgeThreshold=400000 \
        -XX:+UnlockDiagnosticVMOptions \
        -XX:ArchiveRelocationMode=0 \
        -XX:TrimNativeHeapInterval=5000 \
        -XX:-UsePerfData \
        -XX:+ExitOnOutOfMemoryError \
        -Dorg.sqlite.lib.path=/app/native \
        -Dorg.sqlite.lib.name=libsqlitejdbc.so \
        >/app/jvm.options \
 && { /opt/runtime/bin/java @/app/jvm.options -Xlog:disable -XX:-AOTRecordTraining \
        -XX:AOTCacheOutput=/app/button-color-experiment.aot -jar /app/button-color-experiment.jar & program=$!; \
      visit() { curl -sSf --noproxy '*' -H "Accept: $1" "http://127.0.0.1:8080$2"; }; \
      until visit text/html / >page.html 2>/dev/null; do kill -0 $program || exit 1; sleep 0.2; done; \
      for path in '/?random=a' '/signup?random=a' /results /results.json /results.csv /results/method \
          /health /ready /metrics $(grep -o '/static/[^"]*' page.html); do \
        visit text/html "$path" >/dev/null && visit application/json "$path" >/dev/null || exit 1; \
      done; \
      kill $program; wait $program; test $? = 143; } \
 && mkdir -p /image/app /image/data && mv /app/jvm.options /app/button-color-experiment.* /image/app/

# What runs: glibc, time zones, the runtime and the program. No shell, no package manager.
FROM gcr.io/distroless/base-nossl-debian13:nonroot
COPY --from=runtime /opt/runtime /opt/runtime
COPY --from=libraries /app /app
# All that a change of the code changes: 40 MB, nearly all of it the cache, which cuts the time to start by two thirds.
COPY --from=cache /image/app /app
COPY --from=cache --chown=65532:65532 /image/data /data
ENV HOST=0.0.0.0 DATA_DIR=/data MALLOC_ARENA_MAX=2
VOLUME /data
EXPOSE 8080
USER 65532:65532
WORKDIR /app
# Asked each second until it is well for the first time.
HEALTHCHECK --interval=30s --timeout=4s --start-period=30s --start-interval=1s --retries=3 \
    CMD ["/opt/runtime/bin/java", "@/app/jvm.options", "-XX:AOTCache=/app/button-color-experiment.aot", "-jar", "/app/button-color-experiment.jar", "healthcheck"]
ENTRYPOINT ["/opt/runtime/bin/java", "@/app/jvm.options", "-XX:AOTCache=/app/button-color-experiment.aot", "-jar", "/app/button-color-experiment.jar"]
