#pragma once

#include "models/base/jsonreader.h"

namespace pl {

enum class ActivityKind {
    PlumberAdded,
    PlumberChanged,
    PlumberVerified, ///< or no longer
    PlumberRemoved,
    SettingChanged,
    ServiceAdded,
    ServiceChanged,
    ServiceRemoved,
    SourceAdded,
    SourceChanged,
    ImportBegun,
    ImportUndone,
    ViewShared,
    Exported,
    Printed,
    RefundRequested,
    TemplateChanged,
    PersonInvited,
    PersonChanged,
    PersonSignedOut,
    RequestFailed,
    FileViewed,     ///< somebody looked at everything about a customer; `leadId`
    ProofMade,      ///< `leadId`; {format, hash}
    PersonExported, ///< everything about a customer; `leadId`; {format, leads}
    PersonErased,   ///< counts
    DataLetGo,      ///< by its keeping time; counts
    HistoryChecked, ///< {lines, leads, broken}
    RefusalAdded,   ///< `subject`: a ContactChannel; {way}
    RefusalRemoved
};

template <>
inline constexpr std::array<QLatin1StringView, 29> kEnumNames<ActivityKind>{
    QLatin1StringView("plumber_added"),    QLatin1StringView("plumber_changed"),
    QLatin1StringView("plumber_verified"), QLatin1StringView("plumber_removed"),
    QLatin1StringView("setting_changed"),  QLatin1StringView("service_added"),
    QLatin1StringView("service_changed"),  QLatin1StringView("service_removed"),
    QLatin1StringView("source_added"),     QLatin1StringView("source_changed"),
    QLatin1StringView("import_begun"),     QLatin1StringView("import_undone"),
    QLatin1StringView("view_shared"),      QLatin1StringView("exported"),
    QLatin1StringView("printed"),          QLatin1StringView("refund_requested"),
    QLatin1StringView("template_changed"), QLatin1StringView("person_invited"),
    QLatin1StringView("person_changed"),   QLatin1StringView("person_signed_out"),
    QLatin1StringView("request_failed"),   QLatin1StringView("file_viewed"),
    QLatin1StringView("proof_made"),       QLatin1StringView("person_exported"),
    QLatin1StringView("person_erased"),    QLatin1StringView("data_let_go"),
    QLatin1StringView("history_checked"),  QLatin1StringView("refusal_added"),
    QLatin1StringView("refusal_removed")};

/// What somebody did in the office beyond leads: one row of `activity`. The database's triggers write what people
/// change, the window what it exports and prints, and the server what it does for people.
struct ActivityEvent
{
    qint64 id = 0;
    Timestamp at;
    QString actor; ///< a person's e-mail address, or "server"
    ActivityKind kind = ActivityKind::Exported;
    std::optional<QUuid> leadId;
    std::optional<QUuid> plumberId;
    QString subject; ///< the setting's key, the service, source, view, file, person, or the kind of list; may be empty
    nlohmann::json detail; ///< an object, or null

    bool operator==(const ActivityEvent &) const = default;
    /// The changed columns.
    QStringList fields() const;
    /// A count of `detail`; nothing when it has none of that name.
    std::optional<qint64> number(const char *name) const;
    /// A word of `detail`; empty when it has none of that name.
    QString word(const char *name) const;

    static Result<ActivityEvent> fromJson(const nlohmann::json &row);
    static QByteArray columns();
};

} // namespace pl
