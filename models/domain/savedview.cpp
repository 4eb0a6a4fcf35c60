#include "models/domain/savedview.h"

namespace pl {

Result<SavedView> SavedView::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    SavedView view;
    view.id = r.uuid("id");
    view.owner = r.string("owner");
    view.name = r.string("name");
    view.shared = r.booleanOr("shared", false);
    view.definition = r.raw("definition");
    view.position = static_cast<int>(r.integer("position"));
    view.shortcut = r.optionalString("shortcut");
    view.deletedAt = r.optionalTimestamp("deleted_at");
    view.createdAt = r.timestamp("created_at");
    view.updatedAt = r.timestamp("updated_at");
    view.version = r.integer("version");
    return r.finish(view);
}

QByteArray SavedView::columns()
{
    return "id,owner,name,shared,definition,position,shortcut,deleted_at,created_at,updated_at,version";
}

nlohmann::json SavedView::toJson() const
{
    return {{"name", pl::toJson(name)},
            {"shared", shared},
            {"definition", definition},
            {"position", position},
            {"shortcut", shortcut ? pl::toJson(*shortcut) : nlohmann::json()}};
}

} // namespace pl
