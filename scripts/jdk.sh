# shellcheck shell=bash
# Finds installed Java without starting it: the file `release` of each names its version.

# Sets $feature to the feature version of the Java in folder $1 (25 for 25.0.3); fails if unknown.
java_feature() {
  local line
  feature=
  [ -r "$1/release" ] || return 1
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      JAVA_VERSION=*)
        line=${line#JAVA_VERSION=}
        line=${line//\"/}
        feature=${line%%[!0-9]*}
        ;;
    esac
  done <"$1/release"
  [ -n "$feature" ]
}

# find_java LOWEST HIGHEST TOOL: sets $java_home to the first Java whose feature version lies in
# LOWEST..HIGHEST and that has bin/TOOL. Fails otherwise, with $java_seen listing what was met.
find_java() {
  local lowest=$1 highest=$2 tool=$3 candidate command folder
  local candidates=("${LEEWAY_JAVA_HOME:-}" "${JAVA_HOME:-}")
  if command=$(command -v java); then
    folder=$(readlink -f "$command" 2>/dev/null || printf %s "$command")
    candidates+=("${folder%/bin/java}")
  fi
  candidates+=(
    /usr/lib/jvm/* /opt/* /opt/java/* "${HOME:-/nowhere}"/.sdkman/candidates/java/*
    "${HOME:-/nowhere}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home
    "${HOME:-/nowhere}"/Library/Java/JavaVirtualMachines/*/Contents/Home
  )
  java_home=
  java_seen=
  for candidate in "${candidates[@]}"; do
    if [ -z "$candidate" ] || [ ! -x "$candidate/bin/java" ] || ! java_feature "$candidate"; then
      continue
    fi
    if [ "$feature" -ge "$lowest" ] && [ "$feature" -le "$highest" ] &&
      [ -x "$candidate/bin/$tool" ]; then
      # shellcheck disable=SC2034 # read by whoever sources this file
      java_home=$candidate
      return 0
    fi
    case ", $java_seen," in
      *", $feature ("*) ;;
      *) java_seen="${java_seen:+$java_seen, }$feature ($candidate)" ;;
    esac
  done
  return 1
}

# The sentence for when find_java failed to find a JDK 25; $1 is what was looked for.
explain_missing_java() {
  printf 'Leeway needs %s, and found %s. Install one, for example Temurin 25 (package temurin-25-jdk, https://adoptium.net), or set LEEWAY_JAVA_HOME to its folder.\n' \
    "$1" "${java_seen:-no Java at all}" >&2
}
