package dev.leeway.core.profile;

/// A hash of strings and bytes that is the same everywhere and for ever, because profiles carry it:
/// FNV-1a over the UTF-16 units, low byte first, then the finalizer of MurmurHash3 so that all bits
/// depend on all input.
final class NameHash {

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private NameHash() {}

  static long of(String name) {
    long hash = OFFSET;
    for (int i = 0; i < name.length(); i++) {
      char unit = name.charAt(i);
      hash = (hash ^ (unit & 0xff)) * PRIME;
      hash = (hash ^ (unit >>> 8)) * PRIME;
    }
    return mix(hash);
  }

  /// The hash of the first `length` bytes.
  static long of(byte[] bytes, int length) {
    long hash = OFFSET;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * PRIME;
    }
    return mix(hash);
  }

  static long plus(long hash, long value) {
    return mix(hash * PRIME ^ value);
  }

  private static long mix(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
