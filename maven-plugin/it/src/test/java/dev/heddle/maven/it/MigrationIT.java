package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The goal that rewrites sources, run on a project as its author would. */
class MigrationIT {
    private static final String[] SHOW = arguments("mvn heddle:migrate");
    private static final String[] WRITE = arguments("mvn heddle:migrate -Dheddle.write");
    private static final String ORDERS = "src/main/java/app/Orders.java";
    private static final String CHECK = "src/test/java/app/OrdersCheck.java";

    @Test
    void itShowsTheChangesAndWritesThemWhenItIsAskedTo() throws Exception {
        TestProject project = TestProject.copyOf("migration");
        String before = Files.readString(project.file(ORDERS));

        List<String> shown = project.maven(SHOW).succeeded().output();
        assertThat(shown)
                .contains(
                        "[INFO] --- a/" + ORDERS,
                        "-\t\t\t\t.thenApply(cost -> name + \" costs \" + cost)",
                        "+\t\tvar cost = await(price(name));",
                        "+\t\treturn completed((name + \" costs \" + cost).toUpperCase());",
                        "[WARNING] refused: the result is used whether there is one or not",
                        "  --> " + ORDERS + ":19:41 in Orders.watched(String)")
                .anyMatch(line ->
                        line.startsWith("[INFO] 2 files would be rewritten, 1 place is left as before; the patch is"));
        assertThat(Files.readString(project.file(ORDERS))).isEqualTo(before);

        Path patch = project.file("target/heddle/migrate.patch");
        assertThat(Files.readString(patch)).contains("--- a/" + ORDERS, "--- a/" + CHECK);

        assertThat(project.maven(WRITE).succeeded().output())
                .contains(
                        "[INFO] rewrote " + ORDERS,
                        "[INFO] rewrote " + CHECK,
                        "[INFO] 2 files rewritten, 1 place is left as before");
        assertThat(Files.readString(project.file(ORDERS)))
                .contains("straße, naïve, 店", "\t@Async\n\tstatic CompletableFuture<String> bill(String name) {");

        assertThat(project.maven("process-test-classes").succeeded().output()).contains("[INFO] wove 1 of 1 classes");
        assertThat(project.java("app.Orders", "classes").succeeded().output()).containsExactly("NUT COSTS 3");
        assertThat(project.java("app.OrdersCheck", "test-classes", "classes")
                        .succeeded()
                        .output())
                .containsExactly("12");
    }

    @Test
    void whatIsLeftOutStaysAsItIs() throws Exception {
        TestProject project = TestProject.copyOf("migration");
        assertThat(project.maven(
                                "heddle:migrate",
                                "-Dheddle.write",
                                "-Dheddle.excludes=app/Orders",
                                "-Dheddle.from=futures")
                        .succeeded()
                        .output())
                .contains("[INFO] rewrote " + CHECK, "[INFO] 1 file rewritten, 0 places are left as before");
        assertThat(project.maven("heddle:migrate", "-Dheddle.from=promises")
                        .failed()
                        .output())
                .anyMatch(line -> line.contains("`heddle.from` is `promises`; it can be `ea-async` or `futures`"));
    }

    /** What docs/migrate.md says, behind the name of the program. */
    private static String[] arguments(String command) {
        assertThat(Document.of("docs/migrate.md").commands()).contains(command);
        return command.substring("mvn ".length()).split(" ");
    }
}
