package dev.heddle.javac;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that drive javac in their own way: other processors, other file managers, other steps. */
class HostsTest {
    private static final String BANK = """
            package shop;
            public class Bank {
                @Async static Coroutine<Integer> charge(int price) {
                    return done(price);
                }
                @Async Coroutine<Integer> pay(int price) {
                    return done(await(charge(price)) + 1);
                }
            }
            """;

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager disk = compiler.getStandardFileManager(null, null, null);
    private final StringWriter messages = new StringWriter();

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProject() throws IOException {
        project = new Project(folder).source("shop/Bank.java", BANK);
    }

    @Test
    void whatAnotherProcessorGeneratesIsWovenToo() throws IOException {
        JavacTask task = task(disk, "-processorpath", Project.plugin());
        task.setProcessors(List.of(new HeddleProcessor(), new BranchWriter()));
        assertThat(task.call()).as(messages.toString()).isTrue();
        assertThat(project.tree().keySet())
                .contains("shop/Bank$pay$Coroutine.class", "shop/Branch.class", "shop/Branch$pay$Coroutine.class");
    }

    @Test
    void aProcessorThatIsNotOfJavacsOwnEnvironmentIsNoHindrance() throws IOException {
        JavacTask task = task(disk, "-processorpath", Project.plugin());
        task.setProcessors(List.of(new BranchWriter())); // so that javac does not start ours
        assertThat(task.call()).as(messages.toString()).isTrue();
        assertThat(project.tree()).containsKeys("shop/Bank$pay$Coroutine.class", "shop/Branch$pay$Coroutine.class");
    }

    @Test
    void aFileManagerThatGivesClassesBackGetsThemWoven() throws IOException {
        Memory memory = new Memory(disk, true);
        assertThat(task(memory, "-processorpath", Project.plugin()).call())
                .as(messages.toString())
                .isTrue();
        assertThat(memory.classes)
                .containsOnlyKeys("shop.Bank", "shop.Bank$charge$Coroutine", "shop.Bank$pay$Coroutine");
        assertThat(memory.bytes("shop.Bank"))
                .isEqualTo(project.wovenAfterwards().get("shop/Bank.class"));
    }

    @Test
    void oneThatKeepsThemToItselfMakesTheCompilationFail() throws IOException {
        assertThat(task(new Memory(disk, false), "-processorpath", Project.plugin())
                        .call())
                .isFalse();
        assertThat(messages.toString())
                .contains("error: heddle: `shop.Bank` was not woven", "the compiler does not give its class file back");
    }

    @Test
    void aCompilationStepByStepIsWovenAsItGoes() throws IOException {
        JavacTask task = task(disk, "-processorpath", Project.plugin());
        task.parse();
        task.analyze();
        task.generate();
        assertThat(project.tree()).containsKey("shop/Bank$pay$Coroutine.class");
        assertThat(project.tree().get("shop/Bank.class"))
                .isEqualTo(project.wovenAfterwards().get("shop/Bank.class"));
    }

    @Test
    void theFileManagerOfACompilationCanBeReachedFromOutside() throws IOException {
        assertThat(CompilerInternals.fileManager(task(disk))).isNotNull();
    }

    private JavacTask task(JavaFileManager files, String... options) throws IOException {
        List<String> all = Stream.concat(
                        Stream.of("-d", project.classes.toString(), "-cp", project.classPath()), Stream.of(options))
                .toList();
        return (JavacTask) compiler.getTask(
                messages, files, null, all, null, disk.getJavaFileObjects(project.sources.resolve("shop/Bank.java")));
    }

    /** Writes a class with an async method, once. */
    @SupportedAnnotationTypes("*")
    private static final class BranchWriter extends AbstractProcessor {
        private boolean done;

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!done) {
                done = true;
                try (Writer source =
                        processingEnv.getFiler().createSourceFile("shop.Branch").openWriter()) {
                    source.write("""
                            package shop;
                            class Branch extends Bank {
                                @dev.heddle.annotation.Async @Override dev.heddle.Coroutine<Integer> pay(int price) {
                                    return dev.heddle.Coroutines.done(dev.heddle.Coroutines.await(charge(price)));
                                }
                            }
                            """);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
            return true;
        }
    }

    /** Keeps classes in memory, and has a new place for each that is written. */
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        final Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
        private final boolean givesBack;

        Memory(JavaFileManager disk, boolean givesBack) {
            super(disk);
            this.givesBack = givesBack;
        }

        byte[] bytes(String className) {
            return Objects.requireNonNull(classes.get(className)).toByteArray();
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            classes.put(className, bytes);
            return file(className, bytes);
        }

        @Override
        public JavaFileObject getJavaFileForInput(Location location, String className, JavaFileObject.Kind kind)
                throws IOException {
            ByteArrayOutputStream bytes = givesBack ? classes.get(className) : null;
            return bytes == null ? super.getJavaFileForInput(location, className, kind) : file(className, bytes);
        }

        private static JavaFileObject file(String className, ByteArrayOutputStream bytes) {
            URI name = URI.create("memory:///" + className.replace('.', '/').replace("$", "%24") + ".class");
            return new SimpleJavaFileObject(name, JavaFileObject.Kind.CLASS) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }

                @Override
                public InputStream openInputStream() {
                    return new ByteArrayInputStream(bytes.toByteArray());
                }
            };
        }
    }
}
