package dev.heddle.transform.emit;

import java.util.IdentityHashMap;
import java.util.Map;
import org.objectweb.asm.tree.LabelNode;

/** One new label for each key, by identity, made when first asked for. */
final class Labels<K> {
    private final Map<K, LabelNode> labels = new IdentityHashMap<>();

    LabelNode of(K key) {
        return labels.computeIfAbsent(key, first -> new LabelNode());
    }

    /** Gives a key the label of another. */
    void alias(K key, K other) {
        labels.put(key, of(other));
    }
}
