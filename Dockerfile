# Build:  docker build -t button-color-experiment .
# Run:    docker run -p 8080:8080 button-color-experiment

# The JDK that builds is the one the runtime is cut from.
FROM maven:3.9-eclipse-temurin-25 AS jdk

# The runtime: the modules that the program and its libraries use, TLS included, without debugging symbols; and the
# archive of the JDK's own classes, which the program's archive builds upon.
FROM jdk AS runtime
RUN jlink --output /opt/runtime \
        --add-modules java.base,java.instrument,java.logging,java.management,java.naming,java.net.http,java.sql,jdk.unsupported \
        --compress zip-6 --strip-debug --no-header-files --no-man-pages \
 && /opt/runtime/bin/java -Xshare:dump -Xlog:disable

# The libraries: made from pom.xml alone, so that a change of the code leaves them as they are. SQLite's native library
# cannot be unpacked at run time where /tmp forbids execution: it is unpacked here, for this machine's architecture,
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
COPY src src
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q package -Dmaven.test.skip -P '!newer-jdk' && mv target/button-color-experiment.jar /app/

# Its class-data archive: made by the runtime, the flags and the jars that will use it, at the paths where they will
# be, since the JVM ignores an archive of anything else. Jar and archive are one layer: they change together.
FROM program AS archive
COPY --from=runtime /opt/runtime /opt/runtime
RUN printf '%s\n' \
        -XX:+UseSerialGC \
        -XX:-UsePerfData \
        -Dorg.sqlite.lib.path=/app/native \
        -Dorg.sqlite.lib.name=libsqlitejdbc.so \
        >/app/jvm.options \
 && java src/build/Training.java /opt/runtime/bin/java @/app/jvm.options \
        -XX:ArchiveClassesAtExit=/app/button-color-experiment.jsa -jar /app/button-color-experiment.jar \
 && mkdir -p /image/app /image/data && mv /app/jvm.options /app/button-color-experiment.* /image/app/

# What runs: glibc, time zones, the runtime and the program. No shell, no package manager.
FROM gcr.io/distroless/base-nossl-debian13:nonroot
COPY --from=runtime /opt/runtime /opt/runtime
COPY --from=libraries /app /app
# All that a change of the code changes: about 20 MB, nearly all of it the archive, which halves the time to start.
COPY --from=archive /image/app /app
COPY --from=archive --chown=65532:65532 /image/data /data
ENV HOST=0.0.0.0 DATA_DIR=/data
VOLUME /data
EXPOSE 8080
USER 65532:65532
WORKDIR /app
HEALTHCHECK --interval=30s --timeout=4s --start-period=10s --retries=3 \
    CMD ["/opt/runtime/bin/java", "@/app/jvm.options", "-XX:SharedArchiveFile=/app/button-color-experiment.jsa", "-XX:TieredStopAtLevel=1", "-jar", "/app/button-color-experiment.jar", "healthcheck"]
ENTRYPOINT ["/opt/runtime/bin/java", "@/app/jvm.options", "-XX:SharedArchiveFile=/app/button-color-experiment.jsa", "-jar", "/app/button-color-experiment.jar"]
