//! Letters that look like others: those of other scripts that look like Latin ones, and Latin ones that look like ASCII's.
//! The compiler warns of names that consist of them, which can only be allowed for a whole crate (`confusable_idents`,
//! `mixed_script_confusables`; UTS 39, 4 and 5).

/// Letters of other scripts that could be taken for Latin ones or digits, of those that names have.
const LATIN_LOOKS: &str = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγινορσυЅІЈАВЕЗКМНОРСТУХЫЬЮабгеорсухшѕіјґוטיןסاهノ丅丫丶丿\
    ΆΈΊΌΎΪΫάίόύϊϋβЀЁЇѐёїѓћآ";

/// What is written in place of a Latin letter that could be taken for these ASCII characters, as people do who have no key
/// for it: `sınıf` and `sinif` in one crate would be a warning. `ĺ` is taken for `Í`.
pub(super) fn in_ascii(c: char) -> Option<&'static str> {
    Some(match c {
        'ı' => "i",
        'ĺ' => "l",
        'Ĺ' => "L",
        'æ' => "ae",
        'Æ' => "Ae",
        'œ' => "oe",
        'Œ' => "Oe",
        _ => return None,
    })
}

/// A script: how its letters are recognized, those that could be taken for another script's, and one that couldn't.
struct Script {
    has: fn(char) -> bool,
    ambiguous: &'static str,
    certain: char,
}

const SCRIPTS: [Script; 8] = [
    Script {
        has: |c| matches!(c, '\u{370}'..='\u{3ff}'),
        ambiguous: "ΑΒΓΕΖΗΘΙΚΛΜΝΟΠΡΤΥΦΧαβγδεηθικνοπρστυφ",
        certain: 'Ω',
    },
    Script {
        has: |c| matches!(c, '\u{400}'..='\u{52f}'),
        ambiguous: "ЅІЈАБВГЕЗКЛМНОПРСТУФХЫЬЮабгекопрстуфхчшєѕіјћҐґ",
        certain: 'Ж',
    },
    Script {
        has: |c| matches!(c, '\u{590}'..='\u{5ff}'),
        ambiguous: "וטיןס",
        certain: 'א',
    },
    Script {
        has: |c| matches!(c, '\u{600}'..='\u{6ff}'),
        ambiguous: "اةه",
        certain: 'ب',
    },
    Script {
        has: |c| matches!(c, '\u{900}'..='\u{97f}'),
        ambiguous: "टठढपभमवह",
        certain: 'क',
    },
    Script {
        has: |c| matches!(c, '\u{e00}'..='\u{e7f}'),
        ambiguous: "จบปฝพฟย",
        certain: 'ก',
    },
    Script {
        has: |c| matches!(c, '\u{3041}'..='\u{3096}'),
        ambiguous: "へ",
        certain: 'あ',
    },
    Script {
        has: |c| matches!(c, '\u{30a1}'..='\u{30fa}'),
        ambiguous: "イエカタトニネノハヒヘムメヨロ",
        certain: 'ア',
    },
];

/// The one of the Chinese characters, of which there are too many for a table.
const HAN: Script = Script {
    has: |c| matches!(c, '\u{4e00}'..='\u{9fff}'),
    ambiguous: "一丅丫丿乄二亻八力匕卜厶口囗夕工彐礻",
    certain: '丁',
};

/// The name itself, or one with numbers for letters of other scripts if it could be taken for one of Latin letters. `mark`
/// stands before each number. Capitals that could be taken for other letters are written in ASCII: no word begins with `Ð`,
/// which is taken for `Đ`, and `Θ` is taken for `θ`.
pub(super) fn told_apart(name: String, mark: char) -> String {
    if name.is_ascii() {
        return name;
    }
    let foreign = |c: char| LATIN_LOOKS.contains(c);
    let is_latin = |c: char| matches!(c, '\0'..='ž') || foreign(c);
    let looks_latin = name.chars().all(is_latin);
    let mut spelt = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            'Ð' => spelt.push('D'),
            'Θ' => spelt.push_str("Th"),
            c if looks_latin && foreign(c) => spelt.push_str(&format!("{mark}{:x}", u32::from(c))),
            c => spelt.push(c),
        }
    }
    spelt
}

/// A letter of each script of which names have only such letters as could be taken for another script's.
pub fn certain_letters<'n>(names: impl Iterator<Item = &'n str>) -> String {
    // Whether there's an ambiguous letter, and whether a certain one.
    let mut found = [(false, false); SCRIPTS.len() + 1];
    let scripts = || SCRIPTS.iter().chain([&HAN]);
    for c in names.flat_map(str::chars).filter(|c| !c.is_ascii()) {
        let script = scripts()
            .zip(&mut found)
            .find(|(script, _)| (script.has)(c));
        if let Some((script, (ambiguous, certain))) = script {
            match script.ambiguous.contains(c) {
                true => *ambiguous = true,
                false => *certain = true,
            }
        }
    }
    let suspect = scripts()
        .zip(found)
        .filter(|(_, found)| *found == (true, false));
    suspect.map(|(script, _)| script.certain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_ascii_is_spelt_in_numbers() {
        for (name, expected) in [
            ("order", "order"),
            ("Α", "U391"),
            ("Сode", "U421ode"),
            ("е2", "U4352"),
            ("Рост", "Рост"),
            ("Ωμ", "Ωμ"),
            ("straße", "straße"),
            ("ό", "U3cc"),
            ("éа", "éU430"),
            ("éж", "éж"),
            ("Θέση", "Thέση"),
            ("θέση", "θέση"),
            ("Ðx", "Dx"),
            ("verð", "verð"),
            ("Đorđe", "Đorđe"),
        ] {
            assert_eq!(told_apart(name.to_owned(), 'U'), expected);
        }
    }

    #[test]
    fn a_certain_letter_stands_for_a_script() {
        for (names, letters) in [
            (&["order", "straße"][..], ""),
            (&["Рост"], "Ж"),
            (&["Рост", "Цена"], ""),
            (&["рост", "βετα", "イ", "口"], "ΩЖア丁"),
            (&["订单", "口"], ""),
        ] {
            assert_eq!(certain_letters(names.iter().copied()), letters);
        }
        let certain = SCRIPTS.iter().chain([&HAN]);
        assert!(
            certain
                .into_iter()
                .all(|s| (s.has)(s.certain) && !s.ambiguous.contains(s.certain))
        );
    }
}
