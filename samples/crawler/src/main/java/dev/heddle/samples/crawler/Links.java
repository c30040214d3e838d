package dev.heddle.samples.crawler;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages that a page refers to. */
final class Links {
    private static final Pattern LINK = Pattern.compile("<a\\s[^>]*?href=\"([^\"#]+)", Pattern.CASE_INSENSITIVE);

    private Links() {}

    /** The links in {@code html}, in their order, to pages on the host of {@code page} itself. */
    static Set<URI> in(String html, URI page) {
        Set<URI> links = new LinkedHashSet<>();
        for (Matcher link = LINK.matcher(html); link.find(); ) {
            try {
                URI target = page.resolve(link.group(1)).normalize();
                if (page.getScheme().equals(target.getScheme())
                        && page.getAuthority().equals(target.getAuthority())) {
                    links.add(target);
                }
            } catch (IllegalArgumentException noAddress) {
                continue; // what a page calls a link need not be one
            }
        }
        return links;
    }
}
