package dev.heddle.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentTest {
    private static final Pattern BLOCK = Pattern.compile("^```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void theExampleBecomesWhatTheDocumentShows() throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("../../docs/migrate.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(2);
        assertThat(Attempted.file(blocks.get(0)).text()).isEqualTo(blocks.get(1));
    }
}
