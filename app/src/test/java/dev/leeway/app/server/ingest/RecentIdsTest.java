package dev.leeway.app.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentIdsTest {

  private static final long DAY = 86_400_000_000L;

  @Test
  void anIdIsNewOnceForEachVersion() {
    RecentIds ids = new RecentIds(DAY, 1_000);
    assertThat(ids.add("1", "a", 0)).isTrue();
    assertThat(ids.add("1", "a", 5)).isFalse();
    assertThat(ids.add("2", "a", 5)).isTrue();
    assertThat(ids.add("1", "b", 5)).isTrue();
    assertThat(ids.add("1b", "", 5)).isTrue();
    assertThat(ids.size()).isEqualTo(4);
  }

  @Test
  void anIdIsKnownForADayAtLeastAndForTwoAtMost() {
    RecentIds ids = new RecentIds(DAY, 1_000);
    ids.add("1", "first", 0);
    ids.add("1", "second", DAY - 1);
    ids.add("1", "third", DAY);
    assertThat(ids.add("1", "first", DAY + 1)).isFalse();
    assertThat(ids.add("1", "second", 2 * DAY - 2)).isFalse();
    ids.add("1", "fourth", 2 * DAY);
    assertThat(ids.add("1", "first", 2 * DAY)).isTrue();
  }

  @Test
  void memoryIsBoundedByTheLimit() {
    RecentIds ids = new RecentIds(DAY, 10_000);
    for (int at = 0; at < 100_000; at++) {
      ids.add("1", "id" + at, at);
    }
    assertThat(ids.size()).isBetween(5_000, 10_000);
    for (int at = 95_001; at < 100_000; at++) {
      assertThat(ids.add("1", "id" + at, 100_000)).isFalse();
    }
  }

  @Test
  void addingAndRemovingIsLikeASet() {
    Random random = new Random(7);
    RecentIds ids = new RecentIds(DAY, Integer.MAX_VALUE);
    Set<String> expected = new HashSet<>();
    for (int step = 0; step < 200_000; step++) {
      String id = Integer.toString(random.nextInt(3_000));
      if (random.nextInt(3) == 0) {
        ids.remove("1", id);
        expected.remove(id);
      } else {
        assertThat(ids.add("1", id, 0)).isEqualTo(expected.add(id));
      }
      assertThat(ids.size()).isEqualTo(expected.size());
    }
  }
}
