package dev.heddle.proof.suite;

import java.nio.file.Path;
import java.util.List;

/**
 * A library and its own tests. Immutable.
 *
 * @param libraries jars to weave
 * @param tests jars or folders with the test classes
 * @param classPath what the tests need besides
 * @param included pattern of the names of test classes
 * @param excluded pattern of the names of test classes, and of tests as {@code class#method}, to leave out
 * @param options of the virtual machine
 * @param workingDirectory where the tests run
 */
public record Suite(
        String name,
        List<Path> libraries,
        List<Path> tests,
        List<Path> classPath,
        String included,
        String excluded,
        List<String> options,
        Path workingDirectory) {
    public Suite {
        libraries = List.copyOf(libraries);
        tests = List.copyOf(tests);
        classPath = List.copyOf(classPath);
        options = List.copyOf(options);
    }
}
