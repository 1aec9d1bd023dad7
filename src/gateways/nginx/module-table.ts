// Data table: directives of modules that are no part of nginx, with where they may stand and what they take.
// From the command tables (ngx_command_t) of the modules that Debian 12 packages for nginx 1.22 (echo, headers-more, lua,
// set-misc, srcache, memc, brotli, fancyindex, subs-filter, dav-ext, cache-purge, geoip2, js, modsecurity, nchan, auth-pam,
// upload-progress, upstream-fair), and from the tables of nginxinc/nginx-go-crossplane for newer releases of lua, njs, geoip2
// and headers-more, for OpenTelemetry and App Protect (Apache-2.0). Facts alone are taken over; where releases differ, what
// any of them takes is in. Rows are written as in directive-table.ts; values are not looked at.
import type { DirectiveRow } from "./directive-table.ts";

export const MODULE_ROWS: readonly DirectiveRow[] = [
  ["m 0{", "rtmp"],
  [
    "H 0{",
    "exit_worker_by_lua_block init_by_lua_block init_worker_by_lua_block ssl_session_fetch_by_lua_block ssl_session_store_by_lua_block",
  ],
  [
    "H 1",
    "access_by_lua_no_postpone exit_worker_by_lua_file geoip2_proxy geoip2_proxy_recursive init_by_lua init_by_lua_file init_worker_by_lua init_worker_by_lua_file lua_capture_error_log lua_load_resty_core lua_malloc_trim lua_max_pending_timers lua_max_running_timers lua_package_cpath lua_package_path lua_regex_cache_max_entries lua_regex_match_limit lua_sa_restart lua_thread_cache_max_entries lua_worker_thread_vm_pool_size nchan_max_reserved_memory nchan_message_temp_path nchan_permessage_deflate_compression_level nchan_permessage_deflate_compression_memlevel nchan_permessage_deflate_compression_strategy nchan_permessage_deflate_compression_window nchan_redis_fakesub_timer_interval nchan_redis_publish_msgpacked_max_size nchan_shared_memory_size push_max_reserved_memory rewrite_by_lua_no_postpone ssl_session_fetch_by_lua_file ssl_session_store_by_lua_file",
  ],
  ["H 12", "dav_ext_lock_zone"],
  ["H 1{", "geoip2"],
  ["H 2", "lua_shared_dict upload_progress"],
  ["HS 0{", "server_rewrite_by_lua_block ssl_certificate_by_lua_block ssl_client_hello_by_lua_block"],
  ["HS 1", "server_rewrite_by_lua_file ssl_certificate_by_lua_file ssl_client_hello_by_lua_file"],
  ["HSL 0", "upload_progress_java_output upload_progress_json_output upload_progress_jsonp_output"],
  [
    "HSL 1",
    "brotli_comp_level brotli_min_length brotli_static brotli_window dav_ext_lock fancyindex fancyindex_css_href fancyindex_default_sort fancyindex_directories_first fancyindex_exact_size fancyindex_hide_parent_dir fancyindex_hide_symlinks fancyindex_localtime fancyindex_name_length fancyindex_show_dotfiles fancyindex_show_path fancyindex_time_format js_fetch_buffer_size js_fetch_ciphers js_fetch_max_response_buffer_size js_fetch_timeout js_fetch_trusted_certificate js_fetch_verify js_fetch_verify_depth js_path lua_ssl_ciphers lua_ssl_crl lua_ssl_trusted_certificate lua_ssl_verify_depth memc_buffer_size memc_connect_timeout memc_read_timeout memc_send_timeout memc_upstream_fail_timeout memc_upstream_max_fails modsecurity modsecurity_rules modsecurity_rules_file nchan_channel_timeout nchan_max_channel_id_length nchan_max_channel_subscribers nchan_message_buffer_length nchan_message_max_buffer_length nchan_message_timeout nchan_redis_idle_channel_cache_timeout nchan_redis_pass nchan_redis_pass_inheritable nchan_redis_url nchan_redis_wait_after_connecting nchan_storage_engine nchan_subscribe_existing_channels_only nchan_use_redis push_authorized_channels_only push_channel_timeout push_max_channel_id_length push_max_channel_subscribers push_max_message_buffer_length push_message_buffer_length push_message_timeout report_uploads srcache_ignore_content_encoding srcache_request_cache_control srcache_response_cache_control srcache_store_hide_header srcache_store_no_cache srcache_store_no_store srcache_store_pass_header srcache_store_private srcache_store_ranges upload_progress_content_type upload_progress_header upload_progress_jsonp_parameter",
  ],
  [
    "HSL 1+",
    "brotli_types dav_ext_methods fancyindex_ignore js_fetch_protocols lua_ssl_protocols memc_next_upstream modsecurity_transaction_id srcache_methods subs_filter_bypass subs_filter_types",
  ],
  ["HSL 12", "fancyindex_footer fancyindex_header js_var"],
  ["HSL 13", "js_import js_preload_object"],
  [
    "HSL 2",
    "brotli_buffers js_set lua_ssl_conf_command modsecurity_rules_remote track_uploads upload_progress_template",
  ],
  ["HSL 2+", "subs_filter"],
  ["HSLU 1", "nchan_redis_namespace nchan_redis_ping_interval nchan_redis_storage_mode"],
  [
    "HSLl 0{",
    "access_by_lua_block body_filter_by_lua_block header_filter_by_lua_block log_by_lua_block rewrite_by_lua_block",
  ],
  [
    "HSLl 1",
    "access_by_lua access_by_lua_file body_filter_by_lua body_filter_by_lua_file brotli header_filter_by_lua header_filter_by_lua_file log_by_lua log_by_lua_file lua_check_client_abort lua_code_cache lua_http10_buffering lua_need_request_body lua_socket_buffer_size lua_socket_connect_timeout lua_socket_keepalive_timeout lua_socket_log_errors lua_socket_pool_size lua_socket_read_timeout lua_socket_send_lowat lua_socket_send_timeout lua_transform_underscores_in_response_headers lua_use_default_type nchan_access_control_allow_credentials nchan_access_control_allow_origin nchan_store_messages nchan_subscriber_timeout push_store_messages push_subscriber_timeout rewrite_by_lua rewrite_by_lua_file srcache_buffer srcache_default_expire srcache_fetch_skip srcache_header_buffer_size srcache_max_expire srcache_store_max_size srcache_store_skip",
  ],
  [
    "HSLl 1+",
    "memc_cmds_allowed more_clear_headers more_clear_input_headers more_set_headers more_set_input_headers srcache_store_statuses",
  ],
  ["HSLl 23", "srcache_fetch srcache_store"],
  ["HSLsl 1", "set_base32_alphabet set_base32_padding set_local_today set_misc_base32_padding"],
  [
    "HSLsl 12",
    "set_decode_base32 set_decode_base64 set_decode_base64url set_decode_hex set_encode_base32 set_encode_base64 set_encode_base64url set_encode_hex set_escape_uri set_md5 set_quote_json_str set_quote_pgsql_str set_quote_sql_str set_secure_random_alphanum set_secure_random_lcalpha set_sha1 set_unescape_uri",
  ],
  ["HSLsl 2", "set_formatted_gmt_time set_formatted_local_time set_if_empty"],
  ["HSLsl 3", "set_hashed_upstream set_hmac_sha1 set_hmac_sha256 set_random set_rotate"],
  ["HSLx 1", "auth_pam auth_pam_service_name auth_pam_set_pam_env"],
  ["HSU 1", "nchan_redis_nostore_fastpublish"],
  [
    "SL 1",
    "nchan_channel_group_accounting nchan_deflate_message_for_websocket nchan_redis_upstream_stats nchan_subscriber_info_string",
  ],
  ["SLl 012", "nchan_publisher nchan_publisher_location push_publisher"],
  ["SLl 012345", "nchan_subscriber nchan_subscriber_location push_subscriber"],
  ["SLl 0123456", "nchan_pubsub nchan_pubsub_location"],
  [
    "SLl 1",
    "nchan_authorize_request nchan_channel_event_string nchan_channel_events_channel_id nchan_channel_group nchan_channel_id_split_delimiter nchan_eventsource_event nchan_eventsource_ping_comment nchan_eventsource_ping_data nchan_eventsource_ping_event nchan_eventsource_ping_interval nchan_longpoll_multipart_response nchan_publisher_upstream_request nchan_subscribe_request nchan_subscriber_compound_etag_message_id nchan_subscriber_first_message nchan_subscriber_http_raw_stream_separator nchan_subscriber_message_id_custom_etag_header nchan_unsubscribe_request nchan_websocket_ping_interval push_channel_group push_min_message_buffer_length push_subscriber_concurrency",
  ],
  ["SLl 12345", "nchan_subscriber_last_message_id"],
  [
    "SLl 1234567",
    "nchan_channel_id nchan_pub_channel_id nchan_publisher_channel_id nchan_pubsub_channel_id nchan_sub_channel_id nchan_subscriber_channel_id",
  ],
  ["SLl 2", "nchan_websocket_client_heartbeat"],
  ["SLsl 1{", "set_by_lua_block"],
  ["SLsl 2+", "set_by_lua set_by_lua_file"],
  ["L 0", "nchan_benchmark nchan_stub_status nchan_subscriber_info"],
  ["L 0123", "nchan_group_location"],
  [
    "L 1",
    "nchan_benchmark_channels nchan_benchmark_message_padding_bytes nchan_benchmark_messages_per_channel_per_minute nchan_benchmark_publisher_distribution nchan_benchmark_subscriber_distribution nchan_benchmark_subscribers_per_channel nchan_benchmark_time nchan_group_max_channels nchan_group_max_messages nchan_group_max_messages_disk nchan_group_max_messages_memory nchan_group_max_subscribers",
  ],
  ["Ll 0", "echo_abort_parent echo_end echo_flush echo_read_request_body echo_request_body echo_reset_timer"],
  ["Ll 0{", "content_by_lua_block"],
  [
    "Ll 1",
    "content_by_lua content_by_lua_file echo_blocking_sleep echo_sleep echo_status memc_flags_to_last_modified memc_ignore_client_abort memc_pass",
  ],
  ["Ll 12", "echo_exec echo_location echo_location_async"],
  ["Ll 2+", "echo_duplicate echo_foreach_split echo_subrequest echo_subrequest_async"],
  ["Ll any", "echo echo_after_body echo_before_body"],
  ["Llx 1", "js_content js_header_filter"],
  ["Llx 12", "js_body_filter"],
  ["U 0{", "balancer_by_lua_block"],
  [
    "U 1",
    "balancer_by_lua_file nchan_redis_accurate_subscriber_count nchan_redis_cluster_check_interval nchan_redis_cluster_check_interval_backoff nchan_redis_cluster_check_interval_jitter nchan_redis_cluster_check_interval_max nchan_redis_cluster_check_interval_min nchan_redis_cluster_connect_timeout nchan_redis_cluster_max_failing_time nchan_redis_cluster_recovery_delay nchan_redis_cluster_recovery_delay_backoff nchan_redis_cluster_recovery_delay_jitter nchan_redis_cluster_recovery_delay_max nchan_redis_cluster_recovery_delay_min nchan_redis_command_timeout nchan_redis_connect_timeout nchan_redis_idle_channel_keepalive_backoff nchan_redis_idle_channel_keepalive_jitter nchan_redis_idle_channel_keepalive_max nchan_redis_idle_channel_keepalive_min nchan_redis_idle_channel_keepalive_safety_margin nchan_redis_load_scripts_unconditionally nchan_redis_node_connect_timeout nchan_redis_optimize_target nchan_redis_password nchan_redis_reconnect_delay nchan_redis_reconnect_delay_backoff nchan_redis_reconnect_delay_jitter nchan_redis_reconnect_delay_max nchan_redis_reconnect_delay_min nchan_redis_retry_commands nchan_redis_retry_commands_max_wait nchan_redis_server nchan_redis_ssl nchan_redis_ssl_ciphers nchan_redis_ssl_client_certificate nchan_redis_ssl_client_certificate_key nchan_redis_ssl_server_name nchan_redis_ssl_trusted_certificate nchan_redis_ssl_trusted_certificate_path nchan_redis_ssl_verify_certificate nchan_redis_tls nchan_redis_tls_ciphers nchan_redis_tls_client_certificate nchan_redis_tls_server_name nchan_redis_tls_trusted_certificate nchan_redis_tls_trusted_certificate_path nchan_redis_tls_verify_certificate nchan_redis_upstream_stats_disconnected_timeout nchan_redis_upstream_stats_enabled nchan_redis_username",
  ],
  ["U 12", "nchan_redis_subscribe_weights"],
  ["U 1234567", "nchan_redis_discovered_ip_range_blacklist"],
  ["T 1", "upstream_fair_shm_size"],
  ["T 1{", "geoip2"],
  [
    "TV 1",
    "js_access js_fetch_buffer_size js_fetch_max_response_buffer_size js_fetch_timeout js_filter js_path js_preread",
  ],
  ["TV 12", "js_var"],
  ["TV 13", "js_import js_preload_object"],
  ["TV 2", "js_set"],
];
