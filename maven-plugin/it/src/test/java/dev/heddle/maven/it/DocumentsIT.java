package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say about the tree is true of it. */
class DocumentsIT {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");
    private static final List<String> MODULES = List.of("annotations", "transformer", "maven-plugin", "runtime");

    @Test
    void everyLinkToAFileLeadsSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path document : documents()) {
            LINK.matcher(Files.readString(document))
                    .results()
                    .map(link -> link.group(1))
                    .filter(link -> !link.contains(":"))
                    .filter(link -> !Files.exists(document.resolveSibling(link)))
                    .forEach(link -> dead.add(document.getFileName() + ": " + link));
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void theMapHasEveryPackage() throws IOException {
        String map = Files.readString(Heddle.ROOT.resolve("docs/ARCHITECTURE.md"));
        List<String> missing = packages().stream()
                .filter(name ->
                        !map.contains(name) && !map.contains("`" + name.substring(name.lastIndexOf('.') + 1) + "`"))
                .toList();
        assertThat(missing).isEmpty();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(Heddle.ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(Heddle.ROOT.resolve("README.md"), Heddle.ROOT.resolve("CHANGELOG.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static List<String> packages() throws IOException {
        List<String> names = new ArrayList<>();
        for (String module : MODULES) {
            Path sources = Heddle.ROOT.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(file -> file.endsWith("package-info.java"))
                        .map(file ->
                                sources.relativize(file.getParent()).toString().replace('/', '.'))
                        .forEach(names::add);
            }
        }
        return names;
    }
}
