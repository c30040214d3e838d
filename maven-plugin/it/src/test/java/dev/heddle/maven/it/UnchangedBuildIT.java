package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The build that is run most often: a large module in which nothing has changed. Says how long its goal took. */
@Tag("proof")
class UnchangedBuildIT {
    private static final int CLASSES = 1_000;
    private static final int RUNS = 5;
    private static final String TOOK = "[DEBUG] weaving took ";

    @Test
    void aThousandWovenClassesAreLookedAtAndNoneIsWovenAgain() throws Exception {
        TestProject project = TestProject.copyOf("greeting", "unchanged");
        Heddle.delete(project.file("src"));
        for (int i = 0; i < CLASSES; i++) {
            project.edit("src/main/java/app/Part" + i + ".java", source("Part" + i));
        }
        assertThat(project.maven("process-classes").succeeded().output())
                .contains("[INFO] wove " + CLASSES + " of " + CLASSES + " classes");
        List<String> times = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            Command.Outcome build =
                    project.maven("process-classes", "-X", "-Dmaven.main.skip").succeeded();
            assertThat(build.output()).contains("[INFO] wove 0 of " + 3 * CLASSES + " classes");
            times.add(took(build));
        }
        System.out.println("a goal that found " + CLASSES + " classes woven took " + String.join("; ", times));
    }

    private static String took(Command.Outcome build) {
        return build.output().stream()
                .filter(line -> line.startsWith(TOOK))
                .map(line -> line.substring(TOOK.length()))
                .findFirst()
                .orElseThrow();
    }

    private static String source(String name) {
        return """
                package app;

                import static dev.heddle.Coroutines.*;

                import dev.heddle.Coroutine;
                import dev.heddle.annotation.Async;
                import java.util.concurrent.CompletableFuture;

                class %s {
                    @Async
                    Coroutine<Integer> thrice(CompletableFuture<Integer> price) {
                        int sum = 0;
                        for (int i = 0; i < 3; i++) {
                            sum += await(price);
                        }
                        return done(sum);
                    }

                    @Async
                    Coroutine<Integer> sum(CompletableFuture<Integer> left, CompletableFuture<Integer> right) {
                        try {
                            return done(await(thrice(left)) + await(right));
                        } catch (IllegalStateException e) {
                            return done(await(left));
                        }
                    }
                }
                """.formatted(name);
    }
}
