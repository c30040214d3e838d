package dev.heddle.maven;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.files.ClassPath;
import dev.heddle.transform.files.CompiledClasses;
import dev.heddle.transform.files.SourceFolders;
import dev.heddle.transform.files.Tolerance;
import dev.heddle.transform.files.Verification;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * What all goals share: the options of the weaver as parameters, in the {@code <configuration>} or as {@code -Dheddle.*},
 * and the refusal of what is misspelt. An option of the weaver is added by a field and a line in {@link #given}.
 */
abstract class AbstractHeddleMojo extends AbstractMojo {
    private static final String PREFIX = "heddle.";

    /** The project that is built. */
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    MavenProject project;

    /** This execution of the goal. */
    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    MojoExecution execution;

    /** Where records of the weaving are kept, and what is written about it. */
    @Parameter(defaultValue = "${project.build.directory}/heddle", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    File records;

    /** Does nothing. Where nothing is woven, {@code await} throws {@code NotWovenError} at run time. */
    @Parameter(property = "heddle.skip", defaultValue = "false")
    boolean skip;

    /**
     * The classes to weave or check, as patterns of class names with slashes, for example {@code shop/**}; all classes where
     * none is given. A class that is left out keeps its {@code await} calls, which throw {@code NotWovenError} at run time.
     */
    @Parameter(property = "heddle.includes")
    List<String> includes = List.of();

    /**
     * Whether errors stop the build. Where they do not, they are shown, and the classes that have them are not woven: their
     * {@code await} throws {@code NotWovenError} at run time.
     */
    @Parameter(property = "heddle.failOnError", defaultValue = "true")
    boolean failOnError = true;

    /** Whether warnings stop the build too. */
    @Parameter(property = "heddle.failOnWarning", defaultValue = "false")
    boolean failOnWarning;

    /** The classes not to weave or check, as patterns like those of {@code includes}. */
    @Parameter(property = "heddle.excludes")
    List<String> excludes = List.of();

    /** The whole build. */
    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    MavenSession session;

    /**
     * Which methods are asynchronous: {@code annotated}, those with {@code @Async}, which is the default, or {@code
     * returning}, all that await and return a future.
     */
    @Parameter(property = "heddle.async")
    @Nullable
    String async;

    /** Static methods of other libraries that stand for {@code await}, as {@code <class>.<method>}. */
    @Parameter(property = "heddle.await")
    List<String> await = List.of();

    /** A file of findings that are known and not shown, as the goal {@code lint} has written them. */
    @Parameter(property = "heddle.baseline")
    @Nullable
    String baseline;

    /**
     * Methods that block and of which the weaver does not know it: {@code com.acme.Db.query} is a method, {@code
     * com.acme.Db.*} are those of a class, {@code com.acme.db.*} those of a package. {@code @<file>} stands for a list of them,
     * one a line.
     */
    @Parameter(property = "heddle.blocking")
    List<String> blocking = List.of();

    /**
     * How a call of an async method whose target is known only at run time is made: {@code linked} when it first runs, which
     * is the default, or {@code plain}, for native images.
     */
    @Parameter(property = "heddle.calls")
    @Nullable
    String calls;

    /**
     * For which library the code is written: {@code heddle}, which is the default, or {@code ea-async}, which sets {@code
     * async}, {@code await} and {@code omit} for EA Async.
     */
    @Parameter(property = "heddle.dialect")
    @Nullable
    String dialect;

    /**
     * Types whose objects should not be held across {@code await}, for example {@code com.acme.Session}. {@code @<file>} stands
     * for a list of them, one a line.
     */
    @Parameter(property = "heddle.held")
    List<String> held = List.of();

    /** Static methods without parameters and result whose calls are left out, as {@code <class>.<method>}. */
    @Parameter(property = "heddle.omit")
    List<String> omit = List.of();

    /**
     * How the findings of rules are taken: {@code H101:off} silences one, {@code H301:error} has it stop the build, {@code
     * *:off} silences all warnings.
     */
    @Parameter(property = "heddle.rules")
    List<String> rules = List.of();

    /**
     * Which local variables a suspended method keeps: {@code live}, those that are used again, which is the default, or
     * {@code visible}, all that are in scope, for debuggers.
     */
    @Parameter(property = "heddle.variables")
    @Nullable
    String variables;

    /** The values that the build gives to an option of the weaver; none where it is left alone. */
    final List<String> given(String option) {
        return switch (option) {
            case "async" -> one(async);
            case "await" -> await;
            case "baseline" -> one(baseline);
            case "blocking" -> blocking;
            case "calls" -> one(calls);
            case "dialect" -> one(dialect);
            case "held" -> held;
            case "omit" -> omit;
            case "rules" -> rules;
            case "variables" -> one(variables);
            default -> throw new IllegalArgumentException("the goals have no parameter for `" + option + "`");
        };
    }

    /** The options of the weaver, as the build gives them. */
    final WeaverOptions options() throws MojoExecutionException {
        WeaverOptions options = WeaverOptions.DEFAULT;
        try {
            for (String option : WeaverOptions.NAMES) {
                for (String value : given(option)) {
                    options = options.with(option, value);
                }
            }
        } catch (IllegalArgumentException refused) {
            throw new MojoExecutionException(refused.getMessage(), refused);
        }
        return options;
    }

    /** The options of the weaver, as a text that is the same as long as they are, and what is in the files that they name. */
    final String settings(WeaverOptions options) {
        StringBuilder text = new StringBuilder(Weaver.version());
        for (String option : WeaverOptions.NAMES) {
            given(option)
                    .forEach(value ->
                            text.append('\n').append(option).append('=').append(value));
        }
        text.append('\n').append(options.blocking().names());
        text.append('\n').append(options.held().names());
        text.append('\n').append(options.baseline().counts());
        return text.toString();
    }

    /** The classes of one kind, which have records of their own, whatever the folders are called that they are in. */
    enum Classes {
        MAIN("classes"),
        TEST("test-classes");

        private final String records;

        Classes(String records) {
            this.records = records;
        }
    }

    /** Where the main classes are, or those of tests. */
    final Path folder(Classes kind) {
        return Path.of(
                kind == Classes.MAIN
                        ? project.getBuild().getOutputDirectory()
                        : project.getBuild().getTestOutputDirectory());
    }

    /** Everything that the main classes were compiled against, or those of tests; their own folder is the first. */
    final List<Path> classPath(Classes kind) throws MojoExecutionException {
        try {
            List<String> path =
                    kind == Classes.MAIN ? project.getCompileClasspathElements() : project.getTestClasspathElements();
            return path.stream().map(Path::of).toList();
        } catch (DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("the class path is not known: " + e.getMessage(), e);
        }
    }

    /** Where the records of weaving these classes are. */
    final Path records(Classes kind) {
        return records.toPath().resolve(kind.records);
    }

    /** These classes as they were before they were woven, where they have been kept. */
    final CompiledClasses compiled(Classes kind) {
        return CompiledClasses.keptIn(records(kind));
    }

    /** What may be found without that it stops the build. */
    final Tolerance tolerance() throws MojoExecutionException {
        if (failOnWarning && !failOnError) {
            throw new MojoExecutionException(
                    "`failOnWarning` stops the build at a warning, and `failOnError` is `false`,"
                            + " which lets it go on after an error; choose one of them");
        }
        return failOnWarning ? Tolerance.NOTHING : failOnError ? Tolerance.WARNINGS : Tolerance.ERRORS;
    }

    /** Fails the build for what is not tolerated and has been shown. */
    final void refuse(List<Diagnostic> refused, String consequence) throws MojoFailureException {
        if (!refused.isEmpty()) {
            long errors = refused.stream().filter(Diagnostic::isError).count();
            throw new MojoFailureException(Stream.of(
                                    counted(errors, "error"), counted(refused.size() - errors, "warning"))
                            .filter(count -> !count.isEmpty())
                            .collect(Collectors.joining(" and "))
                    + ", shown above" + consequence);
        }
    }

    /** Keeps what is needed to report a bug in Heddle; the build fails with the message that says so. */
    final MojoExecutionException reported(OutputError bug) {
        return new MojoExecutionException(bug.dump(records.toPath()), bug);
    }

    private static String counted(long count, String what) {
        return count == 0 ? "" : count == 1 ? "1 " + what : count + " " + what + "s";
    }

    /** Looks for what is not woven, or only in part, among the classes of a folder or a jar, and shows what it finds. */
    final List<Diagnostic> verify(Path place, Stream<Path> classPath) throws MojoExecutionException {
        NamePatterns selected = selected();
        try (ClassPath path =
                ClassPath.open(Stream.concat(Stream.of(place), classPath).toList())) {
            Verification.Outcome outcome = Verification.of(place, selected, new Weaver(path, options()));
            show(outcome.findings());
            getLog().info("checked " + outcome.classes() + " classes in " + place);
            return outcome.findings();
        } catch (OutputError bug) {
            throw reported(bug);
        } catch (IOException | IllegalStateException e) {
            throw new MojoExecutionException("checking " + place + " failed: " + e.getMessage(), e);
        }
    }

    /** Maven itself passes over parameters that a goal does not have, and old versions say nothing. */
    final void refuseUnknownParameters() throws MojoExecutionException {
        Xpp3Dom configuration = project.getGoalConfiguration(
                execution.getGroupId(), execution.getArtifactId(), execution.getExecutionId(), execution.getGoal());
        if (configuration == null) {
            return;
        }
        List<String> parameters = parameters(execution.getMojoDescriptor().getPluginDescriptor());
        for (Xpp3Dom parameter : configuration.getChildren()) {
            if (!parameters.contains(parameter.getName())) {
                throw new MojoExecutionException(
                        "unknown option `" + parameter.getName() + "`; there are " + listed("", parameters));
            }
        }
    }

    /**
     * Reports properties of the command line that look like options of this plugin and are none, once a build. They are not
     * refused: a build may have properties of its own by such names.
     */
    final void reportUnknownProperties() {
        List<String> parameters = parameters(execution.getMojoDescriptor().getPluginDescriptor());
        Map<String, Object> shown = session.getRequest().getData();
        for (String property : new TreeSet<>(session.getUserProperties().stringPropertyNames())) {
            if (property.startsWith(PREFIX) && !parameters.contains(property.substring(PREFIX.length()))) {
                String message = "unknown property `" + property + "`; there are " + listed(PREFIX, parameters);
                synchronized (shown) {
                    if (shown.put(AbstractHeddleMojo.class.getName() + property, property) == null) {
                        getLog().warn(message);
                    }
                }
            }
        }
    }

    /** What can be written into a configuration. All goals take what one of them takes: it is often one for all. */
    private static List<String> parameters(PluginDescriptor plugin) {
        return plugin.getMojos().stream()
                .filter(goal -> !goal.getGoal().equals("help"))
                .flatMap(goal -> goal.getParameters().stream())
                .filter(org.apache.maven.plugin.descriptor.Parameter::isEditable)
                .map(org.apache.maven.plugin.descriptor.Parameter::getName)
                .distinct()
                .sorted()
                .toList();
    }

    private static String listed(String prefix, List<String> names) {
        return "`" + prefix + String.join("`, `" + prefix, names) + "`";
    }

    private static List<String> one(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }

    final NamePatterns selected() throws MojoExecutionException {
        try {
            return new NamePatterns(includes, excludes);
        } catch (IllegalArgumentException malformed) {
            throw new MojoExecutionException(malformed.getMessage(), malformed);
        }
    }

    /** Shows all messages, with the lines of the project's sources that they speak of. */
    final void show(List<Diagnostic> diagnostics) {
        SourceFiles sources = sources();
        for (Diagnostic diagnostic : diagnostics) {
            String text = diagnostic.render(sources);
            switch (diagnostic.severity()) {
                case ERROR -> getLog().error(text);
                case WARNING -> getLog().warn(text);
                case INFO -> getLog().info(text);
            }
        }
    }

    /** The source folders of the project, those of tests last. */
    final SourceFolders sources() {
        return new SourceFolders(
                Stream.concat(project.getCompileSourceRoots().stream(), project.getTestCompileSourceRoots().stream())
                        .map(Path::of)
                        .toList(),
                encoding());
    }

    /** In which the sources are written. */
    final Charset encoding() {
        String name = project.getProperties().getProperty("project.build.sourceEncoding");
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8; // the compiler will say so
        }
    }
}
