package dev.heddle.net;

import dev.heddle.engine.Engine;
import dev.heddle.testing.ScriptedEngine;
import java.time.Duration;

class ScriptedUnixDatagramTest extends UnixDatagramBehaviour {
    @Override
    Engine newEngine() {
        return new ScriptedEngine().patience(Duration.ofSeconds(30));
    }
}
