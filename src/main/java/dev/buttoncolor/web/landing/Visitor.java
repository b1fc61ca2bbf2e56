package dev.buttoncolor.web.landing;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.VisitorId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Who makes a request, and what it may change.
 *
 * @param id the id of everything that follows from this request
 * @param named whether the id was asked for by {@code random}, and so has to be handed on in links
 * @param preview the group whose page is looked at on purpose
 * @param exclusion why this request enters no rate; empty if it does
 */
record Visitor(
    VisitorId id, boolean named, Optional<Group> preview, Optional<Exclusion> exclusion) {

  /** Where this visitor signs up: under the very id that saw the button. */
  String signupHref() {
    StringBuilder href = new StringBuilder(SignupServlet.PATH);
    if (named) {
      href.append("?random=").append(id);
    }
    preview.ifPresent(
        group ->
            href.append(named ? "&" : "?")
                .append("variant=")
                .append(URLEncoder.encode(group.name(), StandardCharsets.UTF_8)));
    return href.toString();
  }
}
