#pragma once

#include "ui/shell/palettehit.h"
#include "ui/widgets/popover.h"

class QLineEdit;
class QListWidget;
class QSettings;

namespace pl::ui {

class PlainLabel;

/// Finds what the program can do and what the office has by a few letters: the lines of all sources in groups, the best
/// group and the best line first. An empty line shows the recent ones, then what the sources always offer. Up and Down
/// move, Enter or a click chooses, Esc closes.
class CommandPalette : public Popover
{
    Q_OBJECT

public:
    /// `settings` keeps the recent ones by their keys, no texts; it must outlive the palette.
    CommandPalette(QSettings &settings, QWidget *host);

    /// Groups that match equally well come in the order in which they were added.
    void addSource(const PaletteSource &source);
    /// `anchor` is in global coordinates.
    void openBelow(const QRect &anchor);

protected:
    QWidget *firstFocus() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Group
    {
        QString title;
        QList<PaletteHit> hits;
        int best = RankLast;
    };
    QList<Group> groupsFor(const QString &typed) const;
    QList<PaletteHit> recent() const;
    std::optional<PaletteHit> hitByKey(const QString &key) const;
    void remember(const QString &key);
    void fill(const QString &typed);
    void addGroup(const QString &title, const QList<PaletteHit> &hits);
    void move(int step);
    void run();

    QSettings &m_settings;
    QList<PaletteSource> m_sources;
    QList<PaletteHit> m_shown; ///< row by row; the titles of groups have nothing to run
    QLineEdit *m_filter;
    QListWidget *m_list;
    PlainLabel *m_noHits; ///< in place of the list when nothing matches
};

} // namespace pl::ui
