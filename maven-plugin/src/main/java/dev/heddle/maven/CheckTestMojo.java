package dev.heddle.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Fails the build when its test classes have code that is not woven, or only in part. */
@Mojo(
        name = "check-test",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public final class CheckTestMojo extends AbstractCheckMojo {
    @Override
    List<Path> places() {
        return Stream.of(Path.of(project.getBuild().getTestOutputDirectory()))
                .filter(Files::isDirectory)
                .toList();
    }
}
