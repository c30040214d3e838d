package dev.heddle.conformance;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Woven code does what blocking code does, in class files by other compilers than javac. */
final class OtherCompilersTest {
    private static final Path OTHERS = Path.of("src", "test", "others");

    @TestFactory
    Stream<DynamicNode> theCasesCompiledByEclipse() {
        Sources sources = Sources.in("cases");
        SortedMap<String, byte[]> compiled = OtherCompiler.ECJ.classFilesOf(sources.files());
        return sources.files().stream().map(file -> {
            String name = Sources.className(file);
            SortedMap<String, byte[]> own = new TreeMap<>(compiled);
            String top = name.replace('.', '/');
            own.keySet().removeIf(type -> !type.equals(top) && !type.startsWith(top + "$"));
            return dynamicContainer(file.getFileName().toString(), Differential.tests(name, own));
        });
    }

    @TestFactory
    @Tag("proof")
    List<DynamicTest> kotlin() {
        return tests(OtherCompiler.KOTLIN, "kotlin", "Kotlin.kt");
    }

    @TestFactory
    @Tag("proof")
    List<DynamicTest> scala2() {
        return tests(OtherCompiler.SCALA_2, "scala", "Scala.scala");
    }

    @TestFactory
    @Tag("proof")
    List<DynamicTest> scala3() {
        return tests(OtherCompiler.SCALA_3, "scala", "Scala.scala");
    }

    @TestFactory
    @Tag("proof")
    List<DynamicTest> groovyCompiledStatically() {
        return tests(OtherCompiler.GROOVY, "groovy", "Groovy.groovy");
    }

    private static List<DynamicTest> tests(OtherCompiler compiler, String folder, String file, String... options) {
        Path source = OTHERS.resolve(folder).resolve(file);
        String name = "others." + file.substring(0, file.indexOf('.'));
        return Differential.tests(name, compiler.classFilesOf(List.of(source), options));
    }
}
