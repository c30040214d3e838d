package dev.heddle.samples.http;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.file.AsyncFile;
import dev.heddle.io.ByteOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder, for a route such as {@code /files/{path...}}. Whatever the path of a request is, nothing outside of
 * the folder is found: not by dots, not by slashes that are written with percent signs, not by a symbolic link. Answers say
 * when the file was changed and which version it is, and understand conditional requests and one range.
 *
 * <p>A file is read a piece at a time, as fast as the client takes it.
 */
public final class StaticFiles implements Handler {
    private static final int PIECE = 64 * 1024;
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("wasm", "application/wasm"));

    private final Path root;
    private final String parameter;

    /** A file that was found. */
    private record Found(Path path, long size, Instant changed) {
        /** Another one for each change; the clock of the file system is finer than the seconds of Last-Modified. */
        String entityTag() {
            long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, changed);
            return '"' + Long.toHexString(size) + '-' + Long.toHexString(nanos) + '"';
        }
    }

    /**
     * The files under {@code root}.
     *
     * @param parameter what the route calls the path of the file
     * @throws IOException if there is no such folder
     */
    public StaticFiles(Path root, String parameter) throws IOException {
        this.root = root.toRealPath();
        this.parameter = parameter;
    }

    @Override
    @Async
    public Coroutine<Response> handle(Request request) throws IOException {
        Path path = resolve(request.parameter(parameter));
        Found file = path == null ? null : await(blocking(() -> find(path)));
        if (file == null) {
            return done(Response.text(404, "there is no such file\n"));
        }
        Preconditions preconditions = new Preconditions(file.entityTag(), file.changed());
        return done(
                switch (preconditions.of(request)) {
                    case NOT_MODIFIED -> validators(Response.empty(304), file);
                    case FAILED -> Response.text(412, "the file is another one by now\n");
                    case FULFILLED -> content(request, file, preconditions);
                });
    }

    /** The file with that relative path; null if it cannot be one of ours. */
    private @Nullable Path resolve(String relative) {
        for (String part : relative.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".") || part.indexOf('\\') >= 0 || part.indexOf('\0') >= 0) {
                return null; // dots, hidden files, and what other systems take for a slash
            }
        }
        try {
            Path path = root.resolve(relative).normalize();
            return path.startsWith(root) ? path : null;
        } catch (InvalidPathException noPath) {
            return null;
        }
    }

    private @Nullable Found find(Path path) throws IOException {
        try {
            Path real = path.toRealPath();
            BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
            boolean ours = real.startsWith(root) && attributes.isRegularFile();
            return ours
                    ? new Found(
                            real,
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant())
                    : null;
        } catch (NoSuchFileException nothing) {
            return null;
        }
    }

    private static Response validators(Response response, Found file) {
        return response.header("ETag", file.entityTag())
                .header("Last-Modified", HttpDate.format(file.changed()))
                .header("Accept-Ranges", "bytes");
    }

    private static Response content(Request request, Found file, Preconditions preconditions) {
        ByteRange all = new ByteRange(0, file.size());
        String range = request.method().equals("GET") ? request.header("range") : null;
        if (range == null || !preconditions.allowRange(request)) {
            return part(200, file, all);
        }
        ByteRange asked = ByteRange.parse(range, file.size());
        if (asked == null) {
            return part(200, file, all);
        }
        if (asked.length() == 0) {
            return Response.text(416, "the file is shorter\n").header("Content-Range", "bytes */" + file.size());
        }
        return part(206, file, asked).header("Content-Range", asked.contentRange(file.size()));
    }

    private static Response part(int status, Found file, ByteRange range) {
        return validators(
                Response.stream(status, typeOf(file.path()), range.length(), body -> send(file.path(), range, body)),
                file);
    }

    private static String typeOf(Path path) {
        String name = path.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, UNKNOWN_TYPE);
    }

    @Async
    private static Coroutine<Void> send(Path path, ByteRange range, ByteOutput body) throws IOException {
        try (AsyncFile file = await(AsyncFile.open(path))) {
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, range.length()));
            for (long at = range.start(); at < range.end(); at += piece.limit()) {
                piece.clear().limit((int) Math.min(piece.capacity(), range.end() - at));
                await(file.readExactly(piece, at));
                await(body.write(piece.flip()));
            }
        }
        return done();
    }
}
