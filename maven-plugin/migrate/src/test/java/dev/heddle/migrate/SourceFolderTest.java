package dev.heddle.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFolderTest {
    @TempDir
    Path root;

    @Test
    void sourcesAreReadByName() throws IOException {
        write("b/B.java", "class B {}");
        write("A.java", "class A {}");
        write("readme.txt", "");
        assertThat(folder().read())
                .extracting(file -> Names.from(root, file.path()))
                .containsExactly("A.java", "b/B.java");
        assertThat(new SourceFolder(root.resolve("none"), StandardCharsets.UTF_8).read())
                .isEmpty();
    }

    @Test
    void anotherEncodingIsAnErrorThatNamesTheFile() throws IOException {
        Path file = root.resolve("A.java");
        Files.write(file, "class Straße {}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> folder().read())
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is not in the encoding UTF-8");
    }

    @Test
    void aChangeIsWrittenInOneStepAndKeepsPermissions() throws IOException {
        Path file = write("A.java", "class A {}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        folder().write(new Migration.Change(new SourceFile(file, "class A {}"), "class A { /* ß */ }"));
        assertThat(file).hasContent("class A { /* ß */ }");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        try (var files = Files.list(root)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path file = write("real/A.java", "class A {}");
        Path link = Files.createSymbolicLink(root.resolve("A.java"), file);
        folder().write(new Migration.Change(new SourceFile(link, "class A {}"), "class A { }"));
        assertThat(link).isSymbolicLink().hasContent("class A { }");
    }

    @Test
    void aFileThatHasChangedIsLeftAlone() throws IOException {
        Path file = write("A.java", "class A { int newer; }");
        assertThatThrownBy(
                        () -> folder().write(new Migration.Change(new SourceFile(file, "class A {}"), "class A { }")))
                .hasMessage(file + " has been changed in the meantime; nothing was written to it");
        assertThat(file).hasContent("class A { int newer; }");
    }

    @Test
    void whatCannotBeEncodedIsNotWritten() throws IOException {
        Path file = write("A.java", "class A {}");
        SourceFolder ascii = new SourceFolder(root, StandardCharsets.US_ASCII);
        assertThatThrownBy(() ->
                        ascii.write(new Migration.Change(new SourceFile(file, "class A {}"), "class A { /* ß */ }")))
                .isInstanceOf(IOException.class);
        assertThat(file).hasContent("class A {}");
        assertThat(List.of(root.toFile().list())).containsExactly("A.java");
    }

    private SourceFolder folder() {
        return new SourceFolder(root, StandardCharsets.UTF_8);
    }

    private Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
