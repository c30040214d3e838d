package dev.heddle.transform.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.Diagnostic.Place;
import dev.heddle.transform.Diagnostic.Severity;
import dev.heddle.transform.Labels;
import dev.heddle.transform.Labels.Label;
import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.check.Rule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SarifTest {
    private static final Diagnostic FINDING = new Diagnostic(
            Severity.WARNING,
            "H101",
            "the coroutine that `price` returns is dropped",
            new Place("shop/Shop.java", 3, "Shop.warm()"),
            List.of("a \"coroutine\"\tis cold\\"),
            "`await` it");

    @Test
    void aFindingIsAResultWithItsPlace() {
        String text = Sarif.of(
                List.of(FINDING),
                file -> List.of("class Shop {", "  void warm() {", "    price(1);"),
                file -> "src/main/java/" + file);

        assertThat(text).startsWith("""
                {
                  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
                  "version": "2.1.0",
                  "runs": [
                    {
                      "tool": {
                        "driver": {
                          "name": "Heddle",
                """).endsWith("""
                      "results": [
                        {
                          "ruleId": "H101",
                          "ruleIndex": %d,
                          "level": "warning",
                          "message": {
                            "text": "the coroutine that `price` returns is dropped\\na \\"coroutine\\"\\\\u0009is cold\\\\\\n`await` it"
                          },
                          "locations": [
                            {
                              "physicalLocation": {
                                "artifactLocation": {
                                  "uri": "src/main/java/shop/Shop.java"
                                },
                                "region": {
                                  "startLine": 3,
                                  "startColumn": 5
                                }
                              },
                              "logicalLocations": [
                                {
                                  "fullyQualifiedName": "Shop.warm()",
                                  "kind": "function"
                                }
                              ]
                            }
                          ],
                          "partialFingerprints": {
                            "heddle/v1": "H101 shop/Shop.java Shop.warm: the coroutine that `price` returns is dropped 1"
                          }
                        }
                      ]
                    }
                  ]
                }
                """.formatted(Rule.COROUTINE_DROPPED.ordinal()));
    }

    @Test
    void otherPlacesAreRelatedLocations() {
        Labels labels = new Labels(
                "would suspend",
                List.of(new Label(2, "synchronized", "taken here"), new Label(1, "lock", "not in the line")));
        Diagnostic finding = new Diagnostic(
                Severity.ERROR, "H002", "`await`", new Place("Shop.java", 3, ""), labels, List.of(), null);

        assertThat(Sarif.of(
                        List.of(finding),
                        file -> List.of("class Shop {", "  synchronized (this) {", "    await(a);"),
                        file -> "src/" + file))
                .contains("""
                          "locations": [
                            {
                              "physicalLocation": {
                                "artifactLocation": {
                                  "uri": "src/Shop.java"
                                },
                                "region": {
                                  "startLine": 3,
                                  "startColumn": 5
                                }
                              },
                              "message": {
                                "text": "would suspend"
                              }
                            }
                          ],
                          "relatedLocations": [
                            {
                              "physicalLocation": {
                                "artifactLocation": {
                                  "uri": "src/Shop.java"
                                },
                                "region": {
                                  "startLine": 1
                                }
                              },
                              "message": {
                                "text": "not in the line"
                              }
                            },
                            {
                              "physicalLocation": {
                                "artifactLocation": {
                                  "uri": "src/Shop.java"
                                },
                                "region": {
                                  "startLine": 2,
                                  "startColumn": 3,
                                  "endColumn": 22
                                }
                              },
                              "message": {
                                "text": "taken here"
                              }
                            }
                          ],
                          "partialFingerprints": {
                            "heddle/v1": "H002 Shop.java : `await` 1"
                          }
                """);
    }

    @Test
    void theSameFindingTwiceHasTwoFingerprints() {
        assertThat(Sarif.of(List.of(FINDING, FINDING), SourceFiles.NONE, file -> file))
                .contains("is dropped 1\"", "is dropped 2\"");
    }

    @Test
    void whatOnlyInformsIsANote() {
        assertThat(Sarif.of(List.of(FINDING.as(Severity.INFO)), SourceFiles.NONE, file -> file))
                .contains("\"ruleId\": \"H101\",\n          \"ruleIndex\"", "          \"level\": \"note\",");
    }

    @Test
    void everyRuleIsDescribed() {
        assertThat(Arrays.stream(Rule.values()))
                .allMatch(rule -> Sarif.of(List.of(), SourceFiles.NONE, file -> file)
                        .contains("\"id\": \"" + rule.code() + "\""));
    }

    @Test
    void strangeNamesAreWrittenSoThatTheyCanBeRead() {
        Diagnostic strange = new Diagnostic(
                Severity.ERROR,
                "H014",
                "\u001b[31m<b>\ud83d\ude00\ud800",
                new Place("a b/\u00e9%#?.class", 0, ""),
                List.of(),
                null);

        assertThat(Sarif.of(List.of(strange), SourceFiles.NONE, file -> file))
                .contains("\"text\": \"\\\\u001b[31m<b>\\ud83d\\ude00\\\\ud800\"")
                .contains("\"uri\": \"a%20b/%C3%A9%25%23%3F.class\"")
                .doesNotContain("startLine", "logicalLocations");
    }
}
