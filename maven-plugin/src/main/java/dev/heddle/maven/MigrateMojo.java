package dev.heddle.maven;

import dev.heddle.migrate.Migration;
import dev.heddle.migrate.Migration.Style;
import dev.heddle.migrate.Remark;
import dev.heddle.migrate.SourceFile;
import dev.heddle.migrate.SourceFolder;
import dev.heddle.migrate.SourceTree;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites sources that are written for EA Async, or for futures with callbacks or {@code join()}, as {@code @Async} methods.
 * Shows what it would change, and writes it where it is asked to.
 */
@Mojo(name = "migrate", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class MigrateMojo extends AbstractHeddleMojo {
    /** For what the sources are written: {@code ea-async}, {@code futures}, or both, which is the default. */
    @Parameter(property = "heddle.from")
    List<String> from = List.of();

    /** Whether the sources are changed; else what would be changed is shown, and left as a patch. */
    @Parameter(property = "heddle.write", defaultValue = "false")
    boolean write;

    /** The encoding of the sources. */
    @Parameter(defaultValue = "${project.build.sourceEncoding}", readonly = true)
    @Nullable
    String encoding;

    /** The release of Java that the sources are written in. */
    @Parameter(defaultValue = "${maven.compiler.release}", readonly = true)
    @Nullable
    String release;

    private int changed;
    private int refused;

    @Override
    public void execute() throws MojoExecutionException {
        refuseUnknownParameters();
        reportUnknownProperties();
        if (skip) {
            getLog().info("migration is skipped");
            return;
        }
        try {
            StringBuilder patch = new StringBuilder();
            List<Path> main =
                    project.getCompileSourceRoots().stream().map(Path::of).toList();
            List<Path> test =
                    project.getTestCompileSourceRoots().stream().map(Path::of).toList();
            migrate(main, List.of(), project.getCompileClasspathElements(), patch);
            migrate(test, main, project.getTestClasspathElements(), patch);
            finish(patch.toString());
        } catch (IOException | DependencyResolutionRequiredException | IllegalStateException e) {
            throw new MojoExecutionException("migration failed: " + e.getMessage(), e);
        }
    }

    private void migrate(List<Path> folders, List<Path> others, List<String> classPath, StringBuilder patch)
            throws IOException, MojoExecutionException {
        NamePatterns selected = selected();
        List<SourceFile> candidates = new ArrayList<>();
        List<SourceFile> read = new ArrayList<>();
        for (Path folder : folders) {
            boolean generated = folder.startsWith(project.getBuild().getDirectory());
            for (SourceFile file : sources(folder).read()) {
                String name = folder.relativize(file.path()).toString().replace('\\', '/');
                boolean isCandidate = !generated && selected.test(name.substring(0, name.lastIndexOf('.')));
                (isCandidate ? candidates : read).add(file);
            }
        }
        if (candidates.isEmpty()) {
            return;
        }
        for (Path folder : others) {
            for (SourceFile file : sources(folder).read()) {
                if (!file.path().endsWith("package-info.java")) { // the same package may have one in both places
                    read.add(file);
                }
            }
        }
        List<Path> path = classPath.stream().map(Path::of).filter(Files::exists).toList();
        Migration migration = Migration.of(new SourceTree(candidates, read, path, javacOptions()), styles());
        show(migration, patch);
    }

    private void show(Migration migration, StringBuilder patch) throws IOException {
        Path root = project.getBasedir().toPath();
        for (Remark remark : migration.remarks()) {
            if (remark.severity() == Remark.Severity.REFUSED) {
                refused++;
                getLog().warn(remark.render(root));
            } else {
                getLog().info(remark.render(root));
            }
        }
        for (Migration.Change change : migration.changes()) {
            changed++;
            String diff = change.diff(root);
            patch.append(diff);
            if (write) {
                sources(root).write(change);
                getLog().info("rewrote " + root.relativize(change.before().path()));
            } else {
                getLog().info(diff);
            }
        }
    }

    private void finish(String patch) throws IOException {
        String files = changed == 1 ? "1 file" : changed + " files";
        String places = refused == 1 ? "1 place is" : refused + " places are";
        if (write || changed == 0) {
            getLog().info(files + " rewritten, " + places + " left as before");
            return;
        }
        Path file = records.toPath().resolve("migrate.patch");
        Files.createDirectories(file.getParent());
        Files.writeString(file, patch, charset());
        getLog().info(files + " would be rewritten, " + places + " left as before; the patch is in " + file
                + ", -Dheddle.write carries it out");
    }

    private SourceFolder sources(Path folder) {
        return new SourceFolder(folder, charset());
    }

    private Charset charset() {
        return encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
    }

    private List<String> javacOptions() {
        return release == null ? List.of() : List.of("--release", release);
    }

    private Set<Style> styles() throws MojoExecutionException {
        if (from.isEmpty()) {
            return EnumSet.allOf(Style.class);
        }
        Set<Style> styles = EnumSet.noneOf(Style.class);
        for (String each : from) {
            switch (each) {
                case "ea-async" -> styles.add(Style.EA_ASYNC);
                case "futures" -> styles.add(Style.FUTURES);
                default ->
                    throw new MojoExecutionException(
                            "`heddle.from` is `" + each + "`; it can be `ea-async` or `futures`");
            }
        }
        return styles;
    }
}
