#include "models/domain/servernotice.h"

#include "models/base/jsonreader.h"

namespace pl {

QList<ServerNotice> ServerNotice::listFromJson(const nlohmann::json &value)
{
    QList<ServerNotice> notices;
    if (!value.is_object())
        return notices;
    for (const auto &[kind, notice] : value.items()) {
        JsonReader r(notice);
        const ServerNotice read{QString::fromStdString(kind), r.timestamp("since"), r.string("text")};
        if (r.errors().isEmpty() && !read.text.isEmpty())
            notices.append(read);
    }
    std::sort(notices.begin(), notices.end(), [](const ServerNotice &a, const ServerNotice &b) {
        return std::tie(a.since, a.kind) < std::tie(b.since, b.kind);
    });
    return notices;
}

} // namespace pl
