package dev.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventLayoutTest {
    @Test
    void isPackedOnX8664Only() {
        assertThat(EventLayout.of("amd64")).isEqualTo(new EventLayout(12, 4));
        assertThat(EventLayout.of("aarch64")).isEqualTo(new EventLayout(16, 8));
    }

    @Test
    void isKnownOnTwoArchitecturesOfLinux() {
        assertThat(EventLayout.obstacle("Linux", "amd64")).isNull();
        assertThat(EventLayout.obstacle("Linux", "aarch64")).isNull();
        assertThat(EventLayout.obstacle("Linux", "riscv64")).isEqualTo("it needs x86-64 or AArch64; this is riscv64");
        assertThat(EventLayout.obstacle("Mac OS X", "aarch64")).isEqualTo("it needs Linux; this is Mac OS X");
    }
}
