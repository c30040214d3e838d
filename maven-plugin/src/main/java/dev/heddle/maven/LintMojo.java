package dev.heddle.maven;

import dev.heddle.transform.Baseline;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.RuleLevels;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.files.ClassPath;
import dev.heddle.transform.lint.Lint;
import dev.heddle.transform.lint.Sarif;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * Shows all that the rules find in the classes and the sources of the project and of its tests, what only informs included, and
 * fails the build where something is an error. Writes no class. In the place of classes that are woven already, it looks at
 * what {@code weave} has kept of them. Sources are read by the compiler of the JDK, without annotation processors.
 */
@Mojo(
        name = "lint",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public final class LintMojo extends AbstractHeddleMojo {
    /** A file to which the findings are written as SARIF 2.1.0. */
    @Parameter(property = "heddle.sarif")
    @Nullable
    File sarif;

    /** A file to which the findings are written, so that they are known and not shown where it is the {@code baseline}. */
    @Parameter(property = "heddle.newBaseline")
    @Nullable
    File newBaseline;

    @Inject
    @SuppressWarnings("NullAway.Init")
    RepositorySystem repositories;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        refuseUnknownParameters();
        reportUnknownProperties();
        if (skip) {
            getLog().info("looking for mistakes is skipped");
            return;
        }
        List<Diagnostic> findings = new ArrayList<>();
        int classes = 0;
        for (Classes kind : Classes.values()) {
            if (Files.isDirectory(folder(kind))) {
                Lint.Outcome outcome = lint(kind);
                findings.addAll(outcome.findings());
                classes += outcome.classes();
            }
        }
        for (Classes kind : Classes.values()) {
            findings.addAll(lintSources(kind).besides(findings));
        }
        findings.sort(Diagnostic.BY_PLACE);
        findings = options().baseline().unknown(findings);
        try {
            if (sarif != null) {
                write(sarif, Sarif.of(findings, sources(), location()));
            }
            if (newBaseline != null) {
                Baseline baseline = Baseline.of(findings);
                write(newBaseline, baseline.text());
                getLog().info("wrote " + baseline.size() + " findings to " + newBaseline);
                findings.removeIf(finding -> baseline.allowed(finding) > 0);
            }
        } catch (IOException e) {
            throw new MojoExecutionException("writing the findings failed: " + e.getMessage(), e);
        }
        show(findings);
        getLog().info("looked at " + classes + " classes");
        refuse(tolerance().refused(findings), "");
    }

    private Lint.Outcome lint(Classes kind) throws MojoExecutionException {
        NamePatterns selected = selected();
        WeaverOptions withoutBaseline = options().with(Baseline.EMPTY);
        Path place = folder(kind);
        try (ClassPath path = ClassPath.open(Stream.concat(Stream.of(place), classPath(Classes.TEST).stream())
                .toList())) {
            Lint.Outcome outcome = Lint.of(place, selected, path, withoutBaseline, sources(), compiled(kind));
            tellOfUnknown(outcome, place);
            return outcome;
        } catch (OutputError bug) {
            throw reported(bug);
        } catch (IOException | IllegalStateException e) {
            throw new MojoExecutionException("looking at " + place + " failed: " + e.getMessage(), e);
        }
    }

    private SourceRules.Outcome lintSources(Classes kind) throws MojoExecutionException {
        RuleLevels levels = options().withInformation().rules();
        NamePatterns selected = selected();
        try {
            List<Path> files = new ArrayList<>();
            for (Path folder : sourceFolders(kind)) {
                try (Stream<Path> all = Files.walk(folder)) {
                    all.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("module-info.java")) // all is on the class path
                            .filter(file -> selected.test(nameOfClass(folder.relativize(file))))
                            .sorted()
                            .forEach(files::add);
                }
            }
            if (files.isEmpty()) {
                return new SourceRules.Outcome(List.of(), new TreeSet<>());
            }
            SourceRules.Outcome outcome = SourceRules.of(
                    new SourceRules.Sources(
                            files, pathWithMainClasses(kind), javacPlugin(), encoding(), javacOptions(levels)),
                    levels);
            tellOfSourcesNotUnderstood(outcome);
            return outcome;
        } catch (IOException | IllegalStateException e) {
            throw new MojoExecutionException("looking at the sources failed: " + e.getMessage(), e);
        }
    }

    private List<Path> sourceFolders(Classes kind) {
        return (kind == Classes.MAIN ? project.getCompileSourceRoots() : project.getTestCompileSourceRoots())
                .stream().map(Path::of).filter(Files::isDirectory).toList();
    }

    private static String nameOfClass(Path source) {
        return source.toString().replace(File.separatorChar, '/').replaceFirst("\\.java$", "");
    }

    /** What processors have made of the sources, and other compilers, is there as classes. */
    private List<Path> pathWithMainClasses(Classes kind) throws MojoExecutionException {
        return Stream.concat(Stream.of(folder(kind)), classPath(kind).stream())
                .filter(Files::exists)
                .distinct()
                .toList();
    }

    private List<String> javacOptions(RuleLevels levels) {
        List<String> all = new ArrayList<>();
        String release = project.getProperties().getProperty("maven.compiler.release");
        if (release != null) {
            all.addAll(List.of("--release", release));
        }
        StringBuilder plugin = new StringBuilder("-Xplugin:heddle ").append(SourceRules.asked(levels));
        for (String words : List.of("async", "dialect", "await", "omit")) {
            given(words)
                    .forEach(value ->
                            plugin.append(' ').append(words).append('=').append(value));
        }
        all.add(plugin.toString());
        return all;
    }

    /** The jar of the javac plugin that is of the same build as this one. */
    private Path javacPlugin() throws MojoExecutionException {
        PluginDescriptor own = execution.getMojoDescriptor().getPluginDescriptor();
        Artifact wanted = new DefaultArtifact(own.getGroupId(), "heddle-javac", "jar", own.getVersion());
        try {
            return repositories
                    .resolveArtifact(
                            session.getRepositorySession(),
                            new ArtifactRequest(wanted, project.getRemotePluginRepositories(), null))
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException missing) {
            throw new MojoExecutionException(
                    "the rules that look at sources are in " + wanted + ", which is not there: " + missing.getMessage(),
                    missing);
        }
    }

    private void tellOfSourcesNotUnderstood(SourceRules.Outcome outcome) {
        if (!outcome.notUnderstood().isEmpty()) {
            getLog().warn(
                            "without annotation processors javac does not understand these sources, at which not all rules"
                                    + " could look: " + String.join(", ", outcome.notUnderstood()));
        }
    }

    /** Nobody can say of them what a baseline has to know. */
    private void tellOfUnknown(Lint.Outcome outcome, Path place) throws MojoExecutionException {
        if (outcome.unknown() > 0) {
            String message =
                    outcome.unknown() + " classes in " + place + " are woven already, and what was found in them"
                            + " is not known: `mvn clean compile heddle:lint`";
            if (newBaseline != null) {
                throw new MojoExecutionException(message);
            }
            getLog().warn(message);
        }
    }

    private static void write(File file, String text) throws IOException {
        Path path = file.toPath().toAbsolutePath();
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** Where a source file is, as seen from the root of the whole build. */
    private UnaryOperator<String> location() {
        Path root =
                Path.of(session.getExecutionRootDirectory()).toAbsolutePath().normalize();
        return file -> sources()
                .find(file)
                .map(found -> found.toAbsolutePath().normalize())
                .filter(found -> found.startsWith(root))
                .map(found -> root.relativize(found).toString().replace(File.separatorChar, '/'))
                .orElse(file);
    }
}
