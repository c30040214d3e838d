package dev.heddle.coroutine;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a chain of woven methods, written to a stream of objects and read back: of each the class, the state and the
 * fields. Values that several of them hold are one object afterwards, too.
 *
 * <p>A frame fits one version of its method only. What tells versions apart is its layout: the method, the line of
 * each await, and what is kept where at each of them.
 *
 * <p>Stateless; confined to the thread of the frames.
 */
public final class SavedFrames {
    private SavedFrames() {}

    /**
     * Writes the frames from {@code innermost}, which is suspended, up to the root under them.
     *
     * @throws NotSerializableException if one is not that of a woven method, or a variable holds what cannot be written
     */
    public static void write(@Nullable Resumable innermost, ObjectOutputStream out) throws IOException {
        List<Frame<?>> frames = new ArrayList<>();
        for (Resumable next = innermost; next instanceof Frame<?> frame && !(frame instanceof HotTask); ) {
            if (!(frame instanceof RestoredFrames)) {
                frames.add(requireWoven(frame));
            }
            next = frame.caller;
        }
        if (frames.isEmpty()) {
            throw new NotSerializableException("no async method waits for this checkpoint");
        }
        Map<Class<?>, Layout> layouts = new HashMap<>();
        out.writeInt(frames.size());
        for (Frame<?> frame : frames) {
            write(frame, layouts.computeIfAbsent(frame.getClass(), type -> Layout.of(frame)), out);
        }
    }

    private static Frame<?> requireWoven(Frame<?> frame) throws NotSerializableException {
        if (frame.position() == null) {
            throw new NotSerializableException("`" + frame + "`, which waits for this checkpoint, is no async method");
        }
        if (frame.variables() == null) {
            throw new NotSerializableException("`" + frame + "` has too many variables for a checkpoint");
        }
        return frame;
    }

    private static void write(Frame<?> frame, Layout layout, ObjectOutputStream out) throws IOException {
        StackTraceElement position = position(frame);
        out.writeObject(position.getClassName());
        out.writeObject(frame.getClass().getName());
        out.writeObject(layout.text);
        out.writeInt(frame.state);
        for (Field field : layout.fields) {
            Object value = get(field, frame);
            try {
                out.writeObject(value);
            } catch (NotSerializableException e) {
                NotSerializableException named = new NotSerializableException(describe(value, frame) + " at " + position
                        + " cannot be saved: not serializable is " + e.getMessage());
                named.initCause(e);
                throw named;
            }
        }
    }

    private static String describe(@Nullable Object value, Frame<?> frame) {
        Suspension suspension = Suspension.of(frame);
        if (suspension != null) {
            for (Map.Entry<String, @Nullable Object> variable :
                    suspension.variables().entrySet()) {
                if (variable.getValue() == value) {
                    return "variable `" + variable.getKey() + "`";
                }
            }
        }
        return "a value";
    }

    /**
     * Makes the frames that {@link #write} has written, and links them between two others.
     *
     * @param inner is resumed first and has the innermost as its caller
     * @param outer is resumed with the outcome of the outermost
     * @throws InvalidClassException if a method is not the one whose frame was written
     * @throws InvalidObjectException if these are not the objects that were written
     */
    public static void read(ObjectInputStream in, ClassLoader loader, Frame<?> inner, Resumable outer)
            throws IOException, ClassNotFoundException {
        int count = in.readInt();
        if (count <= 0) {
            throw new InvalidObjectException("no frames, but " + count);
        }
        Map<Class<?>, Layout> layouts = new HashMap<>();
        Frame<?> last = inner;
        for (int i = 0; i < count; i++) {
            Frame<?> frame = read(in, loader, layouts);
            last.caller = frame;
            last = frame;
        }
        last.caller = outer;
    }

    private static Frame<?> read(ObjectInputStream in, ClassLoader loader, Map<Class<?>, Layout> layouts)
            throws IOException, ClassNotFoundException {
        // where classes are woven as they are loaded, frame classes come with the class of the method
        Class.forName(text(in), false, loader);
        Frame<?> frame = cold(Class.forName(text(in), false, loader));
        Layout layout = layouts.computeIfAbsent(frame.getClass(), type -> Layout.of(frame));
        if (!text(in).equals(layout.text)) {
            throw new InvalidClassException(
                    frame.getClass().getName(), "the method is not the one that the checkpoint was taken in");
        }
        int state = in.readInt();
        if (state <= 0 || state >= layout.states) {
            throw new InvalidObjectException("no state of " + frame + ": " + state);
        }
        frame.state = state;
        for (Field field : layout.fields) {
            set(field, frame, in.readObject());
        }
        return frame;
    }

    private static String text(ObjectInputStream in) throws IOException, ClassNotFoundException {
        if (in.readObject() instanceof String text) {
            return text;
        }
        throw new InvalidObjectException("no text where one has to be");
    }

    private static Frame<?> cold(Class<?> type) throws InvalidClassException {
        if (!Frame.class.isAssignableFrom(type) || !type.isSynthetic()) {
            throw new InvalidClassException(type.getName(), "no frame of an async method");
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Frame<?> frame = (Frame<?>) constructor.newInstance();
            frame.unmark();
            return frame;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("frame classes have such a constructor", e);
        }
    }

    private static StackTraceElement position(Frame<?> frame) {
        StackTraceElement position = frame.position();
        if (position == null) {
            throw new AssertionError(frame + " is one of an async method");
        }
        return position;
    }

    private static @Nullable Object get(Field field, Frame<?> frame) {
        try {
            return field.get(frame);
        } catch (IllegalAccessException e) {
            throw new AssertionError("made accessible before", e);
        }
    }

    private static void set(Field field, Frame<?> frame, @Nullable Object value) throws InvalidObjectException {
        try {
            field.set(frame, value);
        } catch (IllegalArgumentException | NullPointerException e) {
            InvalidObjectException wrong =
                    new InvalidObjectException("a value of another type than " + field.getType());
            wrong.initCause(e);
            throw wrong;
        } catch (IllegalAccessException e) {
            throw new AssertionError("made accessible before", e);
        }
    }

    /**
     * What has to be the same for a frame to fit.
     *
     * @param text all of it
     * @param states how many, the cold one included
     * @param fields accessible, in an order that does not change
     */
    private record Layout(String text, int states, List<Field> fields) {
        /** Looks at a frame in all its states, and leaves it in its own. */
        static Layout of(Frame<?> frame) {
            StringBuilder text = new StringBuilder();
            String variables = frame.variables();
            int states = variables == null ? 0 : Suspension.states(variables);
            int own = frame.state;
            for (int state = 0; state < states; state++) {
                frame.state = state;
                text.append(position(frame)).append('\n');
            }
            frame.state = own;
            List<Field> fields = fields(frame.getClass());
            for (Field field : fields) {
                text.append(field.getName())
                        .append(' ')
                        .append(field.getType().getName())
                        .append('\n');
            }
            return new Layout(text.append(variables).toString(), states, fields);
        }

        private static List<Field> fields(Class<?> type) {
            List<Field> fields = new ArrayList<>();
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
            fields.sort(Comparator.comparing(Field::getName));
            return fields;
        }
    }
}
