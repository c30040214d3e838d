package dev.heddle.maven;

import dev.heddle.transform.Weaver;
import dev.heddle.transform.files.ClassPath;
import dev.heddle.transform.files.Verification;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Fails the build when its classes or its jar have code that is not woven, or only in part. */
@Mojo(
        name = "verify",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public final class VerifyMojo extends AbstractHeddleMojo {
    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        refuseUnknownParameters();
        reportUnknownProperties();
        if (skip) {
            getLog().info("verifying is skipped");
            return;
        }
        int errors = 0;
        for (Path place : places()) {
            Verification.Outcome outcome = verify(place);
            show(outcome.findings());
            getLog().info("verified " + outcome.classes() + " classes in " + place);
            errors += outcome.errors().size();
        }
        if (errors > 0) {
            throw new MojoFailureException(errors == 1 ? "1 error, shown above" : errors + " errors, shown above");
        }
    }

    private List<Path> places() {
        File artifact = project.getArtifact().getFile();
        Path built = artifact == null ? null : artifact.toPath();
        Stream<Path> folders = Stream.of(
                        project.getBuild().getOutputDirectory(),
                        project.getBuild().getTestOutputDirectory())
                .map(Path::of)
                .filter(Files::isDirectory);
        return built != null && Files.isRegularFile(built) && built.toString().endsWith(".jar")
                ? Stream.concat(folders, Stream.of(built)).toList()
                : folders.toList();
    }

    private Verification.Outcome verify(Path place) throws MojoExecutionException {
        NamePatterns selected = selected();
        try (ClassPath path = ClassPath.open(Stream.concat(
                        Stream.of(place),
                        project.getTestClasspathElements().stream().map(Path::of))
                .toList())) {
            return Verification.of(place, selected, new Weaver(path, options()));
        } catch (DependencyResolutionRequiredException | IOException | IllegalStateException e) {
            throw new MojoExecutionException("verifying " + place + " failed: " + e.getMessage(), e);
        }
    }
}
