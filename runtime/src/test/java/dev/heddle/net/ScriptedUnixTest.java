package dev.heddle.net;

import dev.heddle.engine.Engine;
import dev.heddle.testing.ScriptedEngine;
import java.time.Duration;

/** In memory. */
class ScriptedUnixTest extends UnixBehaviour {
    @Override
    Engine newEngine() {
        return new ScriptedEngine().patience(Duration.ofSeconds(30));
    }
}
