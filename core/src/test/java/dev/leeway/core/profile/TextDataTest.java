package dev.leeway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextDataTest {

  @Test
  void codesFollowFirstAppearanceAndNullIsMissing() {
    TextData data = TextData.of("b", null, "a", "b");

    assertThat(data.dictionary()).containsExactly("b", "a");
    assertThat(data.codes()).containsExactly(0, TextData.MISSING, 1, 0);
  }
}
