package dev.heddle.maven;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.files.SourceFolders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
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

    /** Parameters besides the options of the weaver. All goals take all of them: a configuration is often one for all. */
    private static final List<String> PARAMETERS = List.of("dump", "excludes", "includes", "skip");

    /** The project that is built. */
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    MavenProject project;

    /** This execution of the goal. */
    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    MojoExecution execution;

    /** Does nothing. Where nothing is woven, {@code await} throws {@code NotWovenError} at run time. */
    @Parameter(property = "heddle.skip", defaultValue = "false")
    boolean skip;

    /**
     * The classes to weave or verify, as patterns of class names with slashes, for example {@code shop/**}; all classes where none
     * is given. A class that is left out keeps its {@code await} calls, which throw {@code NotWovenError} at run time.
     */
    @Parameter(property = "heddle.includes")
    List<String> includes = List.of();

    /** The classes not to weave or verify, as patterns like those of {@code includes}. */
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

    /**
     * Methods that block and of which the weaver does not know it: {@code com.acme.Db.query} is a method, {@code
     * com.acme.Db.*} are those of a class, {@code com.acme.db.*} those of a package.
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
    private List<String> given(String option) {
        return switch (option) {
            case "async" -> one(async);
            case "await" -> await;
            case "blocking" -> blocking;
            case "calls" -> one(calls);
            case "dialect" -> one(dialect);
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

    /** Maven itself passes over parameters that a goal does not have, and old versions say nothing. */
    final void refuseUnknownParameters() throws MojoExecutionException {
        Xpp3Dom configuration = project.getGoalConfiguration(
                execution.getGroupId(), execution.getArtifactId(), execution.getExecutionId(), execution.getGoal());
        if (configuration == null) {
            return;
        }
        List<String> parameters = parameters();
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
        List<String> parameters = parameters();
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

    private List<String> parameters() {
        return Stream.concat(PARAMETERS.stream(), WeaverOptions.NAMES.stream())
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
        SourceFiles sources = new SourceFolders(
                Stream.concat(project.getCompileSourceRoots().stream(), project.getTestCompileSourceRoots().stream())
                        .map(Path::of)
                        .toList(),
                StandardCharsets.UTF_8);
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic.isError()) {
                getLog().error(diagnostic.render(sources));
            } else {
                getLog().warn(diagnostic.render(sources));
            }
        }
    }
}
