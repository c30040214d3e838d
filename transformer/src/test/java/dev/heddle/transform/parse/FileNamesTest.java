package dev.heddle.transform.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Store",
                "shop/Store",
                "shop/Store$1",
                "shop/...",
                ".shop/S",
                "a/b:c",
                "s/W\u00f6rter",
                "[I",
                "S\ud83d\ude00"
            })
    void aNameWithoutTricksIsBelow(String name) {
        assertThat(FileNames.isBelow(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "shop/",
                "shop//Store",
                ".",
                "..",
                "../Store",
                "shop/../../Store",
                "shop/..",
                "./Store",
                "shop/./Store",
                "C:/Store",
                "c:Store",
                "..\\Store",
                "\\Store",
                "shop\\Store",
                "Store\u0000",
                "Sto\nre",
                "Sto\u001b[31mre",
                "Sto\u009bre",
                "Store\ud83d",
                "\ude00/Store"
            })
    void aNameThatCouldLeadElsewhereIsNot(String name) {
        assertThat(FileNames.isBelow(name)).isFalse();
    }
}
