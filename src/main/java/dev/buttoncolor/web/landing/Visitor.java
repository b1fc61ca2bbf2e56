package dev.buttoncolor.web.landing;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.VisitorId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Who makes a request; named if the id was asked for, and does not follow from the address. */
record Visitor(
    VisitorId id, boolean named, Optional<Group> preview, Optional<Exclusion> exclusion) {

  /**
   * The parameter that hands the id on to the signup. An id that follows from an address is handed
   * on too: the next request may come from another address of the same visitor.
   */
  String parameter() {
    return named ? VisitorReader.RANDOM : VisitorReader.VISITOR;
  }

  /** The link that signs up the very id that saw the button. */
  String signupHref() {
    String href = SignupServlet.PATH + "?" + parameter() + "=" + id;
    return preview
        .map(group -> href + "&variant=" + URLEncoder.encode(group.name(), StandardCharsets.UTF_8))
        .orElse(href);
  }
}
