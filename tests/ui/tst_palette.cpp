#include "tests/ui/leadsfixture.h"
#include "ui/shell/commanddelegate.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/peoplesearch.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QTableView>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::FakeTransport;

/// Ctrl+K: what is found, in which order, and what happens then.
class PaletteTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    template <class W>
    W *find(const char *name)
    {
        return m_window->findChild<W *>(QLatin1StringView(name));
    }
    LeadTable *table() { return find<LeadTable>("leadsTable"); }
    QListWidget *list() { return find<QListWidget>("commandList"); }
    QString title() { return find<QLabel>("viewTitle")->text(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window->focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    void type(const QString &text) { QTest::keyClicks(m_window->focusWidget(), text); }
    void openPalette()
    {
        press(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(find<QLineEdit>("commandFilter")->isVisible());
    }
    /// The titles of the groups, or the lines below one of them.
    QStringList titles()
    {
        QStringList texts;
        for (int row = 0; row < list()->count(); ++row)
            if (list()->item(row)->data(CommandDelegate::TitleRole).toBool())
                texts += list()->item(row)->text();
        return texts;
    }
    QStringList linesOf(const QString &group)
    {
        QStringList texts;
        bool inside = false;
        for (int row = 0; row < list()->count(); ++row) {
            const QListWidgetItem *item = list()->item(row);
            if (item->data(CommandDelegate::TitleRole).toBool())
                inside = item->text() == group;
            else if (inside)
                texts += item->text();
        }
        return texts;
    }
    QString currentLine() { return list()->currentItem() ? list()->currentItem()->text() : QString(); }
    QString currentName()
    {
        const Lead *lead = m_office->replica.lead(table()->currentLead());
        return lead ? lead->fullName() : QString();
    }
    void open(int leads)
    {
        m_office->transport.fillOffice(leads);
        m_theme = std::make_unique<Theme>(m_office->settings);
        m_window = std::make_unique<MainWindow>(m_office->context, *m_theme);
        m_window->resize(1400, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_office->start();
        QTRY_VERIFY(m_office->isLive());
        m_window->showLeads(LeadView::All);
    }

private Q_SLOTS:
    void init() { m_office = std::make_unique<test::OfficeFixture>(); }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_office.reset();
    }

    void aLeadIsFoundByWhatIsKnownOfIt_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed : {"zoe mul", "mullen zoe", "ZOË", "(512) 555-7788", "5557788", "z.mullen@", "79936"})
            QTest::newRow(typed) << QString::fromUtf8(typed);
    }
    void aLeadIsFoundByWhatIsKnownOfIt()
    {
        QFETCH(QString, typed);
        json lead = FakeTransport::lead(70, "Zo\u00EB", "Mullen");
        lead.update({{"phone_number", "+15125557788"}, {"email", "z.mullen@example.org"}, {"zip_code", "79936"}});
        m_office->transport.put("leads", lead);
        open(3);
        openPalette();
        find<QLineEdit>("commandFilter")->setText(typed);
        QCOMPARE(linesOf(u"Leads"_s), QStringList{u"Zo\u00EB Mullen"_s});
        press(Qt::Key_Return);
        QVERIFY(!find<CommandPalette>("commandPalette")->isOpen());
        QCOMPARE(title(), u"All leads"_s);
        QCOMPARE(currentName(), u"Zo\u00EB Mullen"_s);
        QCOMPARE(m_window->focusWidget(), table());
    }

    void theBestGroupAndTheBestLineComeFirst()
    {
        m_office->transport.put("leads", FakeTransport::lead(71, "Marian", "Plum"));
        m_office->transport.put("leads", FakeTransport::lead(72, "Plum", "Tree"));
        m_office->transport.put("leads", FakeTransport::lead(73, "Theo", "Xplum"));
        open(1);
        openPalette();
        type(u"plum"_s);
        QCOMPARE(linesOf(u"Leads"_s), QStringList({u"Plum Tree"_s, u"Marian Plum"_s, u"Theo Xplum"_s}));
        QVERIFY2(linesOf(u"Pages and views"_s).contains(u"Plumbers"_s), "a page, and no command");
        QVERIFY(!linesOf(u"Commands"_s).contains(u"Plumbers"_s));
        find<QLineEdit>("commandFilter")->setText(u"plum tree"_s);
        QCOMPARE(titles().value(0), u"Leads"_s);
        QCOMPARE(currentLine(), u"Plum Tree"_s);
    }

    void aCompletedLeadComesAfterAnOpenOneOfTheSameName()
    {
        json done = FakeTransport::lead(75, "Rob", "Twin");
        done.update(
            {{"status", "completed"}, {"closed_reason", "lost"}, {"created_at", m_office->transport.nextTime()}});
        m_office->transport.put("leads", done);
        json open1 = FakeTransport::lead(74, "Rob", "Twin");
        m_office->transport.put("leads", open1);
        open(1);
        openPalette();
        type(u"rob twin"_s);
        QCOMPARE(linesOf(u"Leads"_s).size(), 2);
        press(Qt::Key_Return);
        QCOMPARE(table()->currentLead(), QUuid::fromString(QString::fromStdString(FakeTransport::leadId(74))));
    }

    void moreLeadsThanFitLeadToTheWholeList()
    {
        open(12);
        openPalette();
        type(u"customer"_s);
        QCOMPARE(linesOf(u"Leads"_s).size(), PeopleSearch::kMost + 1);
        QCOMPARE(linesOf(u"Leads"_s).last(), u"Show all 12 leads that match"_s);
        const QString wanted = linesOf(u"Leads"_s).last();
        for (int i = 0; i < list()->count() && currentLine() != wanted; ++i)
            press(Qt::Key_Down);
        press(Qt::Key_Return);
        QCOMPARE(find<QLineEdit>("searchField")->text(), u"customer"_s);
        QCOMPARE(title(), u"All leads"_s);
        QCOMPARE(table()->model()->rowCount(), 12);
    }

    void aPlumberIsShownInTheTableOfPlumbers()
    {
        open(1);
        openPalette();
        type(u"ann lee"_s);
        QCOMPARE(linesOf(u"Plumbers"_s), QStringList{u"Ann Lee"_s});
        press(Qt::Key_Return);
        auto *plumbers = find<QTableView>("plumbersTable");
        QVERIFY(plumbers->isVisible());
        QCOMPARE(plumbers->currentIndex().siblingAtColumn(0).data().toString(), u"Ann Lee"_s);
    }

    void aPauseThatIsOverIsNone()
    {
        open(1);
        Plumber ann = *m_office->replica.plumber(QUuid(QString::fromStdString(test::FakeTransport::plumberId(1))));
        ann.status = PlumberStatus::Paused;
        const auto detail = [&] {
            ++ann.version;
            m_office->replica.apply(ann);
            return PeopleSearch(m_office->replica, {}).plumbers(ann.fullName()).value(0).detail;
        };
        QVERIFY2(detail().contains(u"Paused"_s), qPrintable(detail()));
        ann.pausedUntil = QDate(2020, 1, 1);
        QVERIFY2(detail().contains(u"Active"_s), qPrintable(detail()));
    }

    void whatWasChosenComesFirstOnAnEmptyLine()
    {
        open(3);
        openPalette();
        QVERIFY(!titles().contains(u"Recent"_s));
        type(u"number2"_s);
        press(Qt::Key_Return);
        openPalette();
        type(u"completed"_s);
        press(Qt::Key_Return);
        openPalette();
        QCOMPARE(titles().value(0), u"Recent"_s);
        QCOMPARE(linesOf(u"Recent"_s), QStringList({u"Completed"_s, u"Customer Number2"_s}));
        QVERIFY2(!linesOf(u"Pages and views"_s).contains(u"Completed"_s), "nothing is listed twice");
        QVERIFY(linesOf(u"Commands"_s).size() > 10);
        press(Qt::Key_Down);
        press(Qt::Key_Return);
        QCOMPARE(currentName(), u"Customer Number2"_s);
        const QStringList kept = m_office->settings.value(u"palette/recent"_s).toStringList();
        QVERIFY2(!kept.join(u' ').contains(u"Customer"_s), "no name is kept on this computer");
    }

    void arrowsPassOverTheTitlesOfGroups()
    {
        open(2);
        openPalette();
        type(u"n"_s);
        QVERIFY(titles().size() > 1);
        const int lines = list()->count() - int(titles().size());
        QStringList passed{currentLine()};
        for (int i = 1; i < lines; ++i) {
            press(Qt::Key_Down);
            QVERIFY(!list()->currentItem()->data(CommandDelegate::TitleRole).toBool());
            passed += currentLine();
        }
        const QString last = currentLine();
        press(Qt::Key_Down);
        QCOMPARE(currentLine(), last);
        for (int i = 1; i < lines; ++i)
            press(Qt::Key_Up);
        QCOMPARE(currentLine(), passed.first());
    }

    void anErasedCustomerIsNotFound()
    {
        json gone = FakeTransport::lead(76, "Erased", "Person");
        gone["erased_at"] = m_office->transport.nextTime();
        m_office->transport.put("leads", gone);
        open(1);
        openPalette();
        type(u"erased person"_s);
        QCOMPARE(list()->count(), 0);
        QVERIFY(find<QLabel>("commandNoHits")->isVisible());
    }

    void othersCanAddAGroupOfTheirOwn()
    {
        open(1);
        int ran = 0;
        auto *palette = find<CommandPalette>("commandPalette");
        palette->addSource({u"Settings"_s, [&ran](const QString &typed) {
                                QList<PaletteHit> hits;
                                if (paletteRank(u"Office"_s, SearchWords(typed)))
                                    hits += PaletteHit{u"setting/office"_s, u"Office"_s, {}, {}, [&ran] { ++ran; }};
                                return hits;
                            }});
        openPalette();
        QCOMPARE(linesOf(u"Settings"_s), QStringList{u"Office"_s});
        type(u"office"_s);
        QCOMPARE(currentLine(), u"Office"_s);
        press(Qt::Key_Return);
        QCOMPARE(ran, 1);
        openPalette();
        QCOMPARE(linesOf(u"Recent"_s), QStringList{u"Office"_s});
    }

    void ofTwentyThousandLeadsTheFewThatFitAreListed()
    {
        for (int number = 1; number <= 20'000; ++number) {
            Lead lead;
            lead.id = QUuid::createUuid();
            lead.firstName = u"Customer"_s;
            lead.lastName = u"Number%1"_s.arg(number);
            lead.createdAt = Timestamp::fromMSecs(number);
            m_office->replica.apply(lead);
        }
        const PeopleSearch people(m_office->replica, {});
        const QList<PaletteHit> many = people.leads(u"number199"_s);
        QCOMPARE(many.size(), PeopleSearch::kMost + 1);
        QCOMPARE(many.first().text, u"Customer Number19999"_s); // the newest
        QCOMPARE(many.last().text, u"Show all 111 leads that match"_s);
        const QList<PaletteHit> one = people.leads(u"number 19998"_s);
        QCOMPARE(one.size(), 1);
        QCOMPARE(one.first().text, u"Customer Number19998"_s);
        QCOMPARE(people.leads({}).size(), 0);
    }
};

QTEST_MAIN(PaletteTest)
#include "tst_palette.moc"
