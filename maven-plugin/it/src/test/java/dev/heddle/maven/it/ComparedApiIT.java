package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a release is compared by is what programs can be compiled against. */
class ComparedApiIT {
    private static final Pattern EXCLUDED = Pattern.compile("<exclude>(dev\\.heddle\\.[\\w.]+)</exclude>");
    private static final Pattern EXPORTED = Pattern.compile("exports ([\\w.]+);");

    @Test
    void thePackagesThatAreNotComparedAreThoseThatNoModuleExports() throws IOException {
        List<String> excluded = matches(EXCLUDED, Heddle.ROOT.resolve("pom.xml"));
        List<String> internal = new ArrayList<>();
        for (String module : compared()) {
            List<String> packages = new ArrayList<>(Heddle.packages(module));
            packages.removeAll(
                    matches(EXPORTED, Heddle.ROOT.resolve(module).resolve("src/main/java/module-info.java")));
            internal.addAll(packages);
        }
        assertThat(excluded).containsExactlyInAnyOrderElementsOf(internal);
    }

    @Test
    void everyModuleThatExportsPackagesIsCompared() throws IOException {
        List<String> modules = new ArrayList<>();
        for (String module : Heddle.modules()) {
            if (Files.exists(Heddle.ROOT.resolve(module).resolve("src/main/java/module-info.java"))) {
                modules.add(module);
            }
        }
        assertThat(compared()).isEqualTo(modules).isNotEmpty();
    }

    private static List<String> compared() throws IOException {
        List<String> modules = new ArrayList<>();
        for (String module : Heddle.modules()) {
            String pom = Files.readString(Heddle.ROOT.resolve(module).resolve("pom.xml"));
            if (pom.contains("<japicmp.skip>false</japicmp.skip>")) {
                modules.add(module);
            }
        }
        return modules;
    }

    private static List<String> matches(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
