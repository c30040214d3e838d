package dev.heddle.transform.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.source.Printable;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void aMethodIsToldByItsSourceItsStatesAndWhatTheyKeep() {
        Explained shop = Explained.program("""
                class Shop {
                    @Async
                    static Coroutine<Integer> price(String item) {
                        return done(item.length());
                    }

                    @Async
                    static Coroutine<Integer> total(List<String> items, CompletableFuture<Integer> fee) {
                        int sum = 0;
                        for (String item : items) {
                            sum += await(price(item));
                        }
                        return done(sum + await(fee));
                    }
                }
                """);
        assertThat(shop.overviewOf("total(")).isEqualTo("""
                async Shop.total(List, CompletableFuture): Coroutine<Integer>   Program.java:14
                  frame 40 bytes, bytecode 68 bytes, woven 413 bytes

                     12 | @Async
                     13 | static Coroutine<Integer> total(List<String> items, CompletableFuture<Integer> fee) {
                     14 |     int sum = 0;
                     15 |     for (String item : items) {
                  1  16 |         sum += await(price(item));
                     17 |     }
                  2  18 |     return done(sum + await(fee));
                     19 | }

                  a0   List                4 bytes   items
                  a1   CompletableFuture   4 bytes   fee
                  a2   Iterator            4 bytes   local 3
                  i0   int                 4 bytes   (operand)

                  state 0   entry   line 14
                    a coroutine that has not started keeps its arguments; called in its direct form, the method has no \
                frame yet
                    a0   List                items   read in line 15
                    a1   CompletableFuture   fee     read in line 18
                    then 1, 2

                  state 1   await   line 16   Shop.price
                    fused: the direct form is called, which is in this class
                    a1   CompletableFuture   fee         read in line 18
                    a2   Iterator            local 3     read in line 15
                    i0   int                 (operand)   operand of the expression in line 16
                    then 1, 2

                  state 2   await   line 18   CompletionStage
                    a future, which runs on its own and tells when it is done
                    i0   int   (operand)   operand of the expression in line 18
                    then the end
                """);
    }

    @Test
    void theLargestFrameComesFirst() {
        Explained shop = Explained.program("""
                class Shop {
                    @Async Coroutine<Integer> small(CompletableFuture<Integer> x) { return done(await(x)); }
                    @Async Coroutine<Long> large(CompletableFuture<Long> x, long a, long b) { return done(await(x) + a + b); }
                }
                """);
        assertThat(shop.text()).contains("""
                2 async methods, 2 suspension points, 0 of them fused

                frame      slots   states   method
                40 bytes   3       1        Shop.large(CompletableFuture, long, long)   Program.java:8
                24 bytes   1       1        Shop.small(CompletableFuture)               Program.java:7
                """);
    }

    @Test
    void theBytecodeIsListedBeforeAndAfter() {
        Explained shop = Explained.program("""
                class Shop {
                    @Async static Coroutine<Integer> m(int n) {
                        return switch (n) {
                            case 1, 2 -> done(n);
                            case 1000 -> m("a\\"b\\n".length());
                            default -> done(new int[n].length);
                        };
                    }
                }
                """);
        assertThat(shop.text())
                .contains("bytecode of Shop.m(int)")
                .contains("""
                  as compiled, m(int), 68 bytes
                    line 8
                         0  iload 0
                         1  lookupswitch 1: 36, 2: 36, 1000: 46, else 57
                    line 9
                        36  iload 0
                        37  invokestatic Integer.valueOf(int): Integer
                        40  invokestatic Coroutines.done(Object): Coroutine
                        43  goto 67
                    line 10
                        46  ldc "a\\"b\\n"
                """)
                .containsSubsequence(
                        "  public face, m(int)", "  direct form, m$async(int)", "  resume body, m$resume(");
    }

    @Test
    void whatATerminalWouldObeyIsShownInstead() {
        assertThat(Printable.of("a\u001b[2J\u202e\nb\u0000\ud800"))
                .isEqualTo("a\\u001b[2J\\u202e\\u000ab\\u0000\\ud800");
        assertThat(Printable.of("na\u00efve \u2192 \ud83d\ude00")).isEqualTo("na\u00efve \u2192 \ud83d\ude00");
    }
}
