#pragma once

#include "models/mapping/mappingdraft.h"
#include "ui/sorting/openedbody.h"

#include <QAbstractListModel>

#include <optional>

namespace pl::ui {

/// What a source sent as lines: a name, a value, and what the mapping takes the value for, indented as it is nested. A
/// question with its answer is one line. Long bodies are shown in part; the last line asks for more.
class BodyModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        NameRole = Qt::UserRole, ///< QString
        ValueRole,               ///< QString: "\"Rosa\"", "7", "[ 4 ]"
        DepthRole,               ///< int
        MeaningRole,             ///< QString; empty when the mapping takes nothing from it
        CanBePointedAtRole       ///< bool
    };
    static constexpr int kFirstRows = 300;

    using QAbstractListModel::QAbstractListModel;

    /// Null: nothing.
    void setBody(const OpenedBodyPtr &body);
    void setMapping(const mapping::Mapping &mapping);
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// The line that asks for more.
    bool isMore(const QModelIndex &index) const;
    void showMore();
    /// The number of the line's value in the body's tree; -1 for the line that asks for more.
    int nodeAt(const QModelIndex &index) const;

    /// What the mapping takes the value at this place of the body's tree for, if for anything.
    std::optional<mapping::Meaning> meaningOf(int node) const;

    /// Where the lead's field comes from.
    struct Origin
    {
        QString name;
        QString text;
    };
    std::optional<Origin> originOf(mapping::LeadField field) const;

private:
    struct Line
    {
        int node = 0;
        int depth = 0;
    };
    void addLines(int most);
    void push(int node, int depth);
    QString nameOf(int node) const;
    QString valueOf(int node) const;

    OpenedBodyPtr m_body;
    QHash<const nlohmann::json *, mapping::Meaning> m_meanings;
    QList<Line> m_lines;
    QList<Line> m_ahead; ///< not shown yet; the next one last
};

} // namespace pl::ui
