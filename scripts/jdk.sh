# shellcheck shell=bash
# Finds JDKs without starting them. Sourced by ./leeway and ./dev.

# The feature version in a JDK's release file; nothing if there is none.
jdk_feature() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# The folder of the java on the PATH.
jdk_on_path() {
  local java
  java=$(command -v java) || return 1
  java=$(readlink -f "$java") || return 1
  dirname "$(dirname "$java")"
}

jdk_candidates() {
  [ -z "${LEEWAY_JAVA_HOME:-}" ] || printf '%s\n' "$LEEWAY_JAVA_HOME"
  [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
  jdk_on_path
  local folder
  for folder in /usr/lib/jvm/* /opt/*jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ ! -d "$folder" ] || printf '%s\n' "$folder"
  done
}

# Prints the first JDK of at least version $1 and, where $2 is given, below $2; $3 = "jdk" wants a compiler.
find_jdk() {
  local folder feature
  while read -r folder; do
    feature=$(jdk_feature "$folder") || continue
    if [ -n "$feature" ] && [ "$feature" -ge "$1" ] && [ "$feature" -lt "${2:-1000}" ] &&
      { [ "${3:-}" != jdk ] || [ -x "$folder/bin/javac" ]; }; then
      printf '%s\n' "$folder"
      return 0
    fi
  done < <(jdk_candidates)
  return 1
}

# The versions that were found, for a sentence.
found_jdks() {
  local folder feature
  while read -r folder; do
    feature=$(jdk_feature "$folder") && printf '%s\n' "$feature"
  done < <(jdk_candidates) | sort -nu | paste -sd ' ' -
}

need_jdk_25() {
  local found
  found=$(found_jdks)
  echo "$1: needs a JDK 25 or newer; found ${found:+version }${found:-none}. Install one, for example Eclipse Temurin 25" \
    "(package temurin-25-jdk), or point LEEWAY_JAVA_HOME at its folder." >&2
  exit 2
}
