package dev.heddle.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Loop;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModuleWithoutJUnitTest {
    @Test
    void theRuntimeIsAModuleThatNeedsNothingButTheJdk() throws Exception {
        URI classes =
                Loop.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Configuration alone = ModuleLayer.boot()
                .configuration()
                .resolve(ModuleFinder.of(Path.of(classes)), ModuleFinder.of(), Set.of("dev.heddle"));

        assertThat(alone.modules()).hasSize(1);
    }
}
