#pragma once

#include "tests/ui/officefixture.h"
#include "ui/leads/detailpane.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/leadsview.h"
#include "ui/leads/leadtable.h"
#include "ui/style/theme.h"

#include <QTest>

namespace pl::test {

/// A leads view in a window, live, over a FakeTransport. Fill `office.transport` first, then open().
class LeadsFixture
{
public:
    OfficeFixture office;
    std::unique_ptr<ui::Theme> theme;
    std::unique_ptr<QWidget> window;
    ui::LeadActions *actions = nullptr;
    ui::LeadsView *view = nullptr;
    struct Told
    {
        QString sentence;
        ui::Notice::Kind kind;
        QString actionText;
        std::function<void()> action;
    };
    QList<Told> told;

    enum class Wait { ForRows, ForNothing };
    bool open(ui::LeadView list = ui::LeadView::ToAssign, Wait wait = Wait::ForRows)
    {
        theme = std::make_unique<ui::Theme>(office.settings);
        window = std::make_unique<QWidget>();
        window->resize(1200, 600);
        actions = new ui::LeadActions(office.context, window.get());
        view = new ui::LeadsView(office.context, *actions, window.get());
        view->resize(window->size());
        // The letters work in the whole window, as in the menu bar.
        window->addActions(actions->aboutCurrentLead());
        window->addActions({actions->create, actions->undo});
        QObject::connect(actions, &ui::LeadActions::noticeWanted, window.get(),
                         [this](const QString &sentence, ui::Notice::Kind kind, const QString &text,
                                const std::function<void()> &action) {
                             told += {sentence, kind, text, action};
                         });
        view->setView(list);
        window->show();
        window->activateWindow();
        office.start();
        const bool shown = QTest::qWaitForWindowActive(window.get());
        view->focusTable();
        return shown && (wait == Wait::ForNothing || QTest::qWaitFor([this] { return office.isLive(); }));
    }

    ui::LeadTable &table() { return view->table(); }
    QAbstractItemModel &model() { return *table().model(); }
    QString cell(int row, int column) { return model().index(row, column).data().toString(); }
    QString currentName()
    {
        const Lead *lead = office.replica.lead(table().currentLead());
        return lead ? lead->fullName() : QString();
    }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *focus = window->focusWidget();
        QTest::keyClick(focus ? focus : window.get(), static_cast<Qt::Key>(key), modifiers);
    }
    template <class W>
    W *find(const char *name)
    {
        return window->findChild<W *>(QLatin1String(name));
    }
    /// Somebody else assigns a lead: the row and its history change on the server.
    void assignElsewhere(int lead, int plumber, const std::string &actor = "ada@office.test")
    {
        nlohmann::json row = office.transport.row("leads", FakeTransport::leadId(lead));
        const std::string at = office.transport.nextTime();
        row.update({{"assigned_plumber_id", FakeTransport::plumberId(plumber)},
                    {"status", "assigned"},
                    {"assigned_at", at},
                    {"updated_at", at},
                    {"version", row["version"].get<int>() + 1}});
        office.transport.put("leads", row);
        office.transport.put("lead_events", {{"id", 9000 + lead},
                                             {"lead_id", FakeTransport::leadId(lead)},
                                             {"kind", "assigned"},
                                             {"actor", actor},
                                             {"plumber_id", FakeTransport::plumberId(plumber)},
                                             {"note", nullptr},
                                             {"at", at}});
    }
};

} // namespace pl::test
