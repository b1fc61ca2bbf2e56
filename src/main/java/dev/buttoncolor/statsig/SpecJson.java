package dev.buttoncolor.statsig;

import com.google.gson.annotations.SerializedName;
import java.util.List;
import java.util.Map;

/**
 * A spec document (dcs-v1) as JSON: the fields that the SDK reads, of the types that it reads them
 * as, so that a document that the SDK cannot parse cannot be parsed here either. What the document
 * leaves out is null.
 *
 * @param dynamicConfigs the experiments, and configs that are none
 * @param featureGates the gates, segments and holdouts that rules may ask
 * @param hasUpdates false if the document only says that there is nothing new
 * @param time when it was made, in milliseconds since 1970; the SDK ignores what is older
 * @param keyHash whose document it is: the key's hash as Statsig writes it
 */
record SpecJson(
    @SerializedName("dynamic_configs") List<Config> dynamicConfigs,
    @SerializedName("feature_gates") List<Config> featureGates,
    @SerializedName("layer_configs") List<Config> layerConfigs,
    @SerializedName("has_updates") Boolean hasUpdates,
    @SerializedName("time") Long time,
    @SerializedName("hashed_sdk_key_used") String keyHash,
    @SerializedName("id_lists") Map<String, Boolean> idLists,
    @SerializedName("layers") Map<String, List<String>> layers,
    @SerializedName("diagnostics") Map<String, Integer> diagnostics,
    @SerializedName("sdk_flags") Map<String, Boolean> sdkFlags,
    @SerializedName("sdk_configs") Map<String, Object> sdkConfigs,
    @SerializedName("sdk_keys_to_app_ids") Map<String, String> keysToApps,
    @SerializedName("hashed_sdk_keys_to_app_ids") Map<String, String> keyHashesToApps,
    @SerializedName("hashed_sdk_keys_to_entities") Map<String, Entities> keyHashesToEntities,
    @SerializedName("app_id") String app) {

  /** An experiment, a dynamic config, a layer or a gate. */
  record Config(
      String name,
      String type,
      String salt,
      Boolean enabled,
      Boolean isActive,
      Object defaultValue,
      List<Rule> rules,
      String idType,
      String entity,
      List<String> explicitParameters,
      Boolean hasSharedParams,
      List<String> targetAppIDs,
      Long version,
      Boolean forwardAllExposures) {

    boolean isEnabled() {
      return Boolean.TRUE.equals(enabled);
    }
  }

  /** The first rule whose conditions all hold decides what a visitor gets. */
  record Rule(
      String name,
      String groupName,
      String id,
      String salt,
      Double passPercentage,
      List<Condition> conditions,
      Object returnValue,
      String idType,
      String configDelegate,
      Boolean isExperimentGroup,
      Long samplingRate) {

    boolean isFlagged() {
      return Boolean.TRUE.equals(isExperimentGroup);
    }

    /** Visitors of a disabled group stay in it and get the default values. */
    boolean isDisabled() {
      return passPercentage == null || passPercentage == 0;
    }

    /** Whether the list of conditions, or one of them, is missing; an empty list always holds. */
    boolean lacksConditions() {
      return conditions == null || conditions.contains(null);
    }
  }

  record Condition(
      String type,
      Object targetValue,
      String operator,
      String field,
      Map<String, Object> additionalValues,
      String idType) {}

  /** What one client key may see. */
  record Entities(List<String> gates, List<String> configs) {}
}
