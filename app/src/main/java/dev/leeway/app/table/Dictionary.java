package dev.leeway.app.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Numbers the distinct strings of a column in order of first appearance, straight from a character
/// buffer, so that a string is made once and not once a cell. Open addressing, at most half full.
final class Dictionary {

  private static final int EMPTY = -1;

  private final List<String> values = new ArrayList<>();
  private int[] slots = emptySlots(16);
  private int[] hashes = new int[8];

  private static int[] emptySlots(int size) {
    int[] slots = new int[size];
    Arrays.fill(slots, EMPTY);
    return slots;
  }

  /// The code of the characters.
  int code(char[] buffer, int offset, int length) {
    int hash = 0;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + buffer[i];
    }
    int slot = spread(hash) & (slots.length - 1);
    while (slots[slot] != EMPTY) {
      int code = slots[slot];
      if (hashes[code] == hash && equal(values.get(code), buffer, offset, length)) {
        return code;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    int code = values.size();
    if (code == hashes.length) {
      hashes = Arrays.copyOf(hashes, code * 2);
    }
    hashes[code] = hash;
    values.add(new String(buffer, offset, length));
    slots[slot] = code;
    if (values.size() * 2 > slots.length) {
      grow();
    }
    return code;
  }

  private static int spread(int hash) {
    return ((hash ^ (hash >>> 15)) * 0x9e3779b1) >>> 3;
  }

  private static boolean equal(String value, char[] buffer, int offset, int length) {
    if (value.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (value.charAt(i) != buffer[offset + i]) {
        return false;
      }
    }
    return true;
  }

  private void grow() {
    slots = emptySlots(slots.length * 2);
    for (int code = 0; code < values.size(); code++) {
      int slot = spread(hashes[code]) & (slots.length - 1);
      while (slots[slot] != EMPTY) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = code;
    }
  }

  List<String> values() {
    return values;
  }
}
