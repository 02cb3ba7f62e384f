/**
 * What SQL that somebody else wrote may call. Everything here works on the values it is given: nothing that reads files,
 * settings, the catalogue or the clock of the process, that sleeps, runs a text as SQL, or makes long texts of short ones
 * (`repeat`, `lpad`, `printf`), nor what cannot be stopped
 * while it compares two long texts (`levenshtein`). Functions of DuckDB that are not here are refused, those of its next version too.
 */
const numbers = `abs acos acosh add asin asinh atan atan2 atanh bit_count cbrt ceil ceiling cos cosh cot degrees divide even
  exp factorial fdiv floor fmod gamma gcd geomean geometric_mean greatest greatest_common_divisor hash isfinite isinf isnan
  lcm least least_common_multiple lgamma ln log log10 log2 mod multiply nextafter pi pow power radians random round
  round_even roundbankers sign signbit sin sinh sqrt subtract tan tanh trunc xor`

const texts = `ascii bar bit_length char_length character_length chr concat concat_ws contains
  ends_with format_bytes formatreadablesize from_hex hamming hex instr jaccard lcase
  left left_grapheme length length_grapheme like_escape ilike_escape not_like_escape not_ilike_escape lower ltrim
  md5 mismatches nfc_normalize octet_length ord position prefix regexp_escape regexp_extract regexp_extract_all
  regexp_full_match regexp_matches regexp_replace regexp_split_to_array replace reverse right right_grapheme rtrim sha256
  split split_part starts_with str_split str_split_regex string_split string_split_regex string_to_array strip_accents strlen
  strpos substr substring substring_grapheme suffix to_base to_binary to_hex translate trim ucase unicode upper url_decode
  url_encode array_to_string`

const dates = `age century current_date date_add date_diff date_part date_sub date_trunc datediff datepart datesub datetrunc
  day dayname dayofmonth dayofweek dayofyear days_in_month decade epoch epoch_ms epoch_us era get_current_timestamp hour
  isodow isoyear julian last_day make_date make_time make_timestamp microsecond millennium millisecond minute month monthname
  now quarter second strftime strptime time_bucket timezone to_centuries to_days to_decades to_hours to_microseconds
  to_milliseconds to_minutes to_months to_quarters to_seconds to_timestamp to_weeks to_years today transaction_timestamp
  try_strptime week weekday weekofyear year yearweek`

const aggregates = `any_value approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_max_null arg_min
  arg_min_null argmax argmin array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count count_if count_star countif
  covar_pop covar_samp entropy favg first fsum group_concat histogram kahan_sum kurtosis kurtosis_pop last list listagg mad
  max max_by mean median min min_by mode product quantile quantile_cont quantile_disc regr_avgx regr_avgy regr_count
  regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy sem skewness stddev stddev_pop stddev_samp string_agg sum
  sum_no_overflow sumkahan var_pop var_samp variance wavg weighted_avg`

const windows = `cume_dist dense_rank fill first_value lag last_value lead nth_value ntile percent_rank rank rank_dense
  row_number`

const lists = `apply array_contains array_distinct array_extract array_filter array_has array_length array_position array_slice
  array_sort array_transform array_unique array_value cardinality element_at filter flatten json_array_length json_contains
  json_exists json_extract json_extract_path json_extract_path_text json_extract_string json_keys json_type json_valid
  json_value len list_aggr list_aggregate list_any_value list_append list_apply list_avg list_cat list_concat list_contains
  list_count list_distinct list_element list_extract list_filter list_first list_has list_has_all list_has_any list_indexof
  list_intersect list_last list_max list_median list_min list_mode list_pack list_position list_prepend list_reverse
  list_reverse_sort list_select list_slice list_sort list_sum list_transform list_unique list_value list_where list_zip map
  map_contains map_entries map_extract map_extract_value map_from_entries map_keys map_values row struct_extract
  struct_extract_at struct_keys struct_pack to_json typeof unnest`

const others = "coalesce constant_or_null if ifnull nullif switch alias error"

const operators = "+ - * / // % ^ ** & | ~ << >> || ! @ ^@ ~~ !~~ ~~* !~~* ~~~ -> ->> <-> <=> <@ @> && !__postfix"

const wordsOf = (text: string) => text.split(/\s+/)

export const allowedFunctions: ReadonlySet<string> = new Set(
  [numbers, texts, dates, aggregates, windows, lists, others, operators].flatMap(wordsOf),
)

/** After `from`. */
export const allowedTableFunctions: ReadonlySet<string> = new Set(["unnest", "range", "generate_series"])
