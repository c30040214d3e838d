package dev.heddle.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Fails the build when its main classes, or the jar or war made of them, have code that is not woven, or only in part. */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public final class CheckMojo extends AbstractCheckMojo {
    @Override
    List<Path> places() {
        File artifact = project.getArtifact().getFile();
        return Stream.of(
                        Stream.of(Path.of(project.getBuild().getOutputDirectory()))
                                .filter(Files::isDirectory),
                        Stream.ofNullable(artifact)
                                .map(File::toPath)
                                .filter(Files::isRegularFile)
                                .filter(CheckMojo::isArchiveOfClasses))
                .flatMap(each -> each)
                .toList();
    }

    private static boolean isArchiveOfClasses(Path file) {
        return file.toString().endsWith(".jar") || file.toString().endsWith(".war");
    }
}
