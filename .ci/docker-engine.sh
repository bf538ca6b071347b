#!/usr/bin/env bash
# docker-engine.sh start|stop: a throw-away Docker engine with two local images, perfassert/postgres and perfassert/redis, made from the
# servers that apt installed: no image registry is needed, and nothing of an engine that is already here is touched. Needs root, Linux,
# and the programs dockerd, docker, postgres and redis-server. The last line of "start" is the export that clients need.
# State is below $PERFASSERT_ENGINE, by default /tmp/perfassert-engine. Starting twice is starting once; "stop" leaves nothing.
set -euo pipefail
state=${PERFASSERT_ENGINE:-/tmp/perfassert-engine}
bridge=perfassert0
export DOCKER_HOST=unix://$state/docker.sock

die() { echo "docker-engine.sh: $*" >&2; exit 1; }
answers() { docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }
engine() { cat "$state/docker.pid" 2>/dev/null || true; }
runs() { [ -n "$(engine)" ] && kill -0 "$(engine)" 2>/dev/null; }

stop() {
    if runs; then
        if answers; then docker ps --all --quiet | xargs -r docker rm --force --volumes >/dev/null || true; fi
        local pid; pid=$(engine)
        kill "$pid"
        for _ in $(seq 200); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
        if kill -0 "$pid" 2>/dev/null; then kill -KILL "$pid"; fi
    fi
    if command -v ip >/dev/null; then ip link delete "$bridge" 2>/dev/null || true; fi
    # What a killed engine leaves mounted would be emptied through the mount.
    awk -v state="$state/" 'index($2, state) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r -n 1 umount --lazy
    rm -rf "$state"
}

# file_system <folder> <program …>: a minimal root file system of the programs and the libraries they need.
file_system() {
    local root=$1 program file
    shift
    mkdir -p "$root"/{tmp,data,proc,sys,dev,etc,usr/{bin,lib,lib64}}
    ln -sfn usr/bin "$root/bin"; ln -sfn usr/lib "$root/lib"; ln -sfn usr/lib64 "$root/lib64"
    chmod 1777 "$root/tmp" "$root/data"
    for program in "$@"; do
        for file in "$program" $(ldd "$program" 2>/dev/null | grep -oE '/[^ ]+'); do
            mkdir -p "$root${file%/*}"
            [ -e "$root$file" ] || cp -L "$file" "$root$file"
        done
    done
    printf 'root:x:0:0::/:/bin/sh\npostgres:x:999:999::/data:/bin/sh\n' >"$root/etc/passwd"
    printf 'root:x:0:\npostgres:x:999:\n' >"$root/etc/group"
    ln -sf dash "$root/usr/bin/sh"
}

has_image() { docker image inspect "$1" >/dev/null 2>&1; }

redis_image() {
    has_image perfassert/redis:7 && return
    file_system "$state/redis" /bin/dash "$(command -v redis-server)" "$(command -v redis-cli)"
    # As the official image has it: an entry point of its own, and the server as the command.
    cat >"$state/redis/usr/bin/docker-entrypoint.sh" <<'SH'
#!/bin/sh
set -e
case "${1:-}" in -*|'') set -- redis-server "$@" ;; esac
exec "$@" --bind 0.0.0.0 --protected-mode no
SH
    chmod +x "$state/redis/usr/bin/docker-entrypoint.sh"
    tar -C "$state/redis" -c . | docker import -c 'ENTRYPOINT ["docker-entrypoint.sh"]' -c 'CMD ["redis-server"]' \
        -c 'ENV PATH=/usr/bin:/bin' -c 'EXPOSE 6379' - perfassert/redis:7 >/dev/null
    rm -rf "$state/redis"
}

postgres_image() {
    local programs version
    programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    [ -x "$programs/postgres" ] || die "there is no PostgreSQL in /usr/lib/postgresql: apt-get install postgresql"
    version=$(basename "$(dirname "$programs")")
    if ! has_image "perfassert/postgres:$version"; then
        local lib=${programs%/bin}/lib
        file_system "$state/postgres" /bin/dash /bin/cat "$programs"/{postgres,initdb,psql,pg_isready} $(ls "$lib"/*.so | grep -v llvmjit)
        mkdir -p "$state/postgres/usr/share/zoneinfo"
        cp -r /usr/share/postgresql "$state/postgres/usr/share/"
        cp -rL /usr/share/zoneinfo/UTC "$state/postgres/usr/share/zoneinfo/" 2>/dev/null || true
        cat >"$state/postgres/usr/bin/docker-entrypoint.sh" <<SH
#!/bin/sh
set -e
if [ ! -s /data/pg/PG_VERSION ]; then
  printf %s "\${POSTGRES_PASSWORD:?}" >/tmp/password
  $programs/initdb -D /data/pg -U "\${POSTGRES_USER:-postgres}" --pwfile=/tmp/password -A scram-sha-256 --locale=C -E UTF8 \$POSTGRES_INITDB_ARGS >/tmp/initdb.log 2>&1 \\
    || { cat /tmp/initdb.log >&2; exit 1; }
  echo 'host all all all scram-sha-256' >>/data/pg/pg_hba.conf
fi
[ "\${1:-}" = postgres ] && shift
exec $programs/postgres -D /data/pg -c listen_addresses='*' -c unix_socket_directories=/tmp "\$@"
SH
        chmod +x "$state/postgres/usr/bin/docker-entrypoint.sh"
        tar -C "$state/postgres" -c . | docker import -c 'USER postgres' -c 'ENV TZ=UTC PATH=/usr/bin:/bin' \
            -c 'ENTRYPOINT ["docker-entrypoint.sh"]' -c 'CMD ["postgres"]' -c 'EXPOSE 5432' - "perfassert/postgres:$version" >/dev/null
        rm -rf "$state/postgres"
    fi
    has_image perfassert/postgres:latest || docker tag "perfassert/postgres:$version" perfassert/postgres:latest
}

start() {
    [ "$(uname -s)" = Linux ] || die "needs Linux"
    [ "$(id -u)" = 0 ] || die "needs root"
    local program
    for program in dockerd docker redis-server redis-cli; do
        PATH=$PATH:/usr/sbin:/sbin command -v "$program" >/dev/null || die "there is no $program: apt-get install docker.io redis-server"
    done
    if ! runs || ! answers; then
        stop
        mkdir -p "$state"
        chmod 711 "$state"
        # A bridge of its own; no firewall rule and no forwarding is changed, so containers cannot get out.
        ip link add name "$bridge" type bridge && ip address add 172.30.99.1/24 dev "$bridge" && ip link set "$bridge" up \
            || die "cannot make a network bridge: not a privileged machine?"
        PATH=$PATH:/usr/sbin:/sbin setsid dockerd --host "$DOCKER_HOST" --data-root "$state/data" --exec-root "$state/exec" \
            --pidfile "$state/docker.pid" --bridge "$bridge" --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
            </dev/null >"$state/dockerd.log" 2>&1 &
        for _ in $(seq 300); do
            answers && break
            kill -0 $! 2>/dev/null || break
            sleep 0.1
        done
        # Who is not root uses it too: a user of CI, by sudo.
        [ -z "${SUDO_UID:-}" ] || chown "$SUDO_UID" "$state/docker.sock"
        answers || { tail -n 20 "$state/dockerd.log" >&2; stop; die "the engine does not start; its last words are above"; }
    fi
    redis_image
    postgres_image
    docker version --format 'engine {{.Server.Version}}'
    docker images --format '{{.Repository}}:{{.Tag}} {{.Size}}'
    echo "export DOCKER_HOST=$DOCKER_HOST"
}

case ${1:-} in
    start) start ;;
    stop) stop ;;
    *) die "start or stop?" ;;
esac
